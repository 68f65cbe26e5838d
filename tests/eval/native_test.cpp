// Functions of the firmware's: how they are bound when an instance is made, what they get, and what they may not do.
#include "running.hpp"

#include <functional>

namespace abax_tests {
namespace {

// What a native was called with, and what it answers.
template <class Real> struct Calls {
    std::uint32_t arity = 0;
    Real answer = 0;
    std::vector<std::vector<Real>> arguments = {};
    std::function<void()> during = {};
};

template <class Real> Real record(void *user, const Real *arguments) {
    auto &calls = *static_cast<Calls<Real> *>(user);
    calls.arguments.emplace_back(arguments, arguments + calls.arity);
    if (calls.during) {
        calls.during();
    }
    return calls.answer;
}

template <class Real> typename Api<Real>::Native native(const char *name, Calls<Real> &calls, bool pure = true) {
    return {name, &record<Real>, &calls, static_cast<std::uint8_t>(calls.arity), static_cast<std::uint8_t>(pure)};
}

template <class Real> class Native : public ::testing::Test {
protected:
    using Natives = std::vector<typename Api<Real>::Native>;

    // r0 = two(x, y) + none(), r1 = one(y); the arguments of `two` are the params themselves.
    static TableBuilder<Real> module(std::uint8_t profile = fused_profile) {
        TableBuilder<Real> t;
        t.profile = profile;
        t.features = features_of(profile);
        t.params = {{"x"}, {"y"}};
        t.results = {{"r0"}, {"r1"}};
        t.imports = {{"two", 2, true}, {"none", 0, false}, {"one", 1, true}};
        t.temporaries = 1;
        t.emit(row_of(Form::NATIVE), t.param(0), 0).store(t.temporary(0));
        t.emit(row_of(Form::NATIVE), t.param(0), 1).emit(row_of(Form::RA, Op::ADD), t.temporary(0)).store(t.result(0));
        t.emit(row_of(Form::NATIVE), t.param(1), 2).store(t.result(1)).end();
        return t;
    }

    // A module of pure natives only: r = f().
    static TableBuilder<Real> pure_module(bool pure = true) {
        TableBuilder<Real> t;
        t.params = {{"x"}};
        t.results = {{"r"}, {"s"}};
        t.imports = {{"f", 0, pure}};
        t.emit(row_of(Form::NATIVE), 0, 0).store(t.result(1)).load(0).store(t.result(0)).end();
        return t;
    }

    Calls<Real> two{.arity = 2, .answer = 40};
    Calls<Real> none{.arity = 0, .answer = 2};
    Calls<Real> one{.arity = 1, .answer = -1};
    Calls<Real> other{.arity = 3, .answer = 99};

    Natives all() { return {native("two", two), native("none", none, false), native("one", one)}; }
    void refused(const TableBuilder<Real> &t, Natives natives, std::uint32_t import, const char *why) {
        SCOPED_TRACE(why);
        Running<Real> run(t, std::move(natives));
        EXPECT_EQ(run.table.position, 0U);
        EXPECT_NE(run.table.header, nullptr);
        EXPECT_EQ(run.status, ABAX_E_NATIVE);
        EXPECT_EQ(run.instance.position, import);
    }
};
TYPED_TEST_SUITE(Native, BothReals, RealNames);

TYPED_TEST(Native, GetsItsArgumentsAndItsUser) {
    for (const std::uint8_t profile : all_profiles) {
        SCOPED_TRACE(::testing::Message() << "profile " << int{profile});
        const auto t = this->module(profile);
        this->two.arguments.clear();
        this->one.arguments.clear();
        this->none.arguments.clear();
        Running<TypeParam> run(t, this->all());
        ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
        EXPECT_TRUE(this->two.arguments.empty()) << "natives are not called when an instance is made";
        run.set(0, TypeParam(3));
        run.set(1, TypeParam(4));
        run.eval();
        EXPECT_EQ(run.get(t.result(0)), TypeParam(42));
        EXPECT_EQ(run.get(t.result(1)), TypeParam(-1));
        EXPECT_EQ(this->two.arguments, (std::vector<std::vector<TypeParam>>{{3, 4}}));
        EXPECT_EQ(this->none.arguments, (std::vector<std::vector<TypeParam>>{{}}));
        EXPECT_EQ(this->one.arguments, (std::vector<std::vector<TypeParam>>{{4}}));
        ASSERT_EQ(Api<TypeParam>::reset(&run.instance), ABAX_OK);
        EXPECT_EQ(this->two.arguments.size(), 1U) << "nor when it is reset";
    }
}

TYPED_TEST(Native, MayHave255Arguments) {
    for (const std::uint8_t profile : all_profiles) {
        TableBuilder<TypeParam> t;
        t.profile = profile;
        t.features = features_of(profile);
        t.params = {{"a", 255}};
        t.results = {{"r"}};
        t.imports = {{"many", 255, false}};
        for (int i = 0; i < 255; ++i) {
            t.defaults.push_back(static_cast<TypeParam>(i));
        }
        t.emit(row_of(Form::NATIVE), 0, 0).store(t.result(0)).end();
        Calls<TypeParam> many{.arity = 255, .answer = 7};
        Running<TypeParam> run(t, {native("many", many, false)});
        ASSERT_EQ(run.status, ABAX_OK) << run.table.position;
        run.eval();
        EXPECT_EQ(run.get(t.result(0)), TypeParam(7));
        ASSERT_EQ(many.arguments.size(), 1U);
        EXPECT_EQ(many.arguments[0], t.defaults);
    }
}

TYPED_TEST(Native, AreFoundByNameInAnyOrderAmongMore) {
    const auto t = this->module();
    Calls<TypeParam> second = this->two;
    second.answer = 1000;
    Running<TypeParam> run(t,
                           {native("other", this->other), native("one", this->one), native("two", this->two),
                            native("none", this->none, false), native("two", second), native("unused", this->other)});
    ASSERT_EQ(run.status, ABAX_OK);
    run.eval();
    EXPECT_EQ(run.get(t.result(0)), TypeParam(42)) << "of two with one name the first is taken";
    EXPECT_TRUE(this->other.arguments.empty());
}

TYPED_TEST(Native, MustBeThereAsDeclared) {
    const auto t = this->module();
    this->refused(t, {}, 0, "no natives at all");
    this->refused(t, {native("two", this->two), native("one", this->one)}, 1, "one is missing");
    this->refused(t, {native("one", this->one), native("none", this->none, false)}, 0, "the first is missing");
    auto natives = this->all();
    natives[2].name = "One";
    this->refused(t, natives, 2, "another name");
    natives = this->all();
    natives[2].name = nullptr;
    this->refused(t, natives, 2, "no name");
    natives = this->all();
    natives[1].function = nullptr;
    this->refused(t, natives, 1, "no function");
    natives = this->all();
    natives[0].arity = 1;
    natives[1].arity = 1;
    this->refused(t, natives, 0, "another arity; the first import is told");
    natives = this->all();
    natives[1].pure = 1;
    this->refused(t, natives, 1, "pure where it is declared impure");
    natives = this->all();
    natives[2].pure = 0;
    this->refused(t, natives, 2, "impure where it is declared pure");
    natives = this->all();
    natives[2].pure = 2;
    EXPECT_EQ(Running<TypeParam>(t, natives).status, ABAX_OK) << "anything but 0 is pure";
    for (auto &missing : natives) {
        missing.user = nullptr;
    }
    EXPECT_EQ(Running<TypeParam>(t, natives).status, ABAX_OK) << "a user may be null";
}

TYPED_TEST(Native, AreBoundByHashWithoutTextsAndByTextsWhereTheyAre) {
    using A = Api<TypeParam>;
    auto t = this->module();
    t.stripped = true;
    Running<TypeParam> run(t, this->all());
    ASSERT_EQ(run.status, ABAX_OK);
    EXPECT_STREQ(A::import_name(&run.table, 0), "");
    run.eval();
    EXPECT_EQ(run.get(t.result(0)), TypeParam(42));

    ASSERT_EQ(plain_fnv1a("costarring"), plain_fnv1a("liquid"));
    auto named = this->pure_module();
    named.imports[0].name = "liquid";
    Calls<TypeParam> wrong{.arity = 0, .answer = 1};
    Calls<TypeParam> right{.arity = 0, .answer = 2};
    Running<TypeParam> both(named, {native("costarring", wrong), native("liquid", right)});
    ASSERT_EQ(both.status, ABAX_OK);
    both.eval();
    EXPECT_EQ(both.get(named.result(1)), TypeParam(2));
    this->refused(named, {native("costarring", wrong)}, 0, "another name of the same hash");
}

TYPED_TEST(Native, AreListedByTheTable) {
    using A = Api<TypeParam>;
    const auto t = this->module();
    Running<TypeParam> run(t, this->all());
    ASSERT_EQ(run.status, ABAX_OK);
    EXPECT_EQ(A::import_count(&run.table), 3U);
    const struct {
        const char *name;
        std::uint32_t arity;
        std::uint32_t pure;
    } imports[] = {{"two", 2, 1}, {"none", 0, 0}, {"one", 1, 1}, {"", 0, 0}};
    for (std::uint32_t i = 0; i < 4; ++i) {
        EXPECT_STREQ(A::import_name(&run.table, i), imports[i].name);
        EXPECT_EQ(A::import_arity(&run.table, i), imports[i].arity);
        EXPECT_EQ(A::import_pure(&run.table, i), imports[i].pure);
    }
    EXPECT_EQ(A::instance_size(&run.table), (t.frame_slots() * sizeof(TypeParam) + 3 * 4 + 7) / 8 * 8);
}

TYPED_TEST(Native, InitNeedsMemoryForBindings) {
    using A = Api<TypeParam>;
    const auto t = this->module();
    Running<TypeParam> run(t, this->all());
    ASSERT_EQ(run.status, ABAX_OK);
    const std::size_t size = A::instance_size(&run.table);
    ExactBytes memory(ByteVector(size, 0xFF));
    typename A::Instance instance;
    EXPECT_EQ(A::init(&instance, &run.table, memory.data.get(), size - 1, run.natives.data(), 3), ABAX_E_MEMORY);
    EXPECT_EQ(A::init(&instance, &run.table, memory.data.get(), size, nullptr, 3), ABAX_E_ARGUMENT);
    EXPECT_EQ(A::init(&instance, &run.table, memory.data.get(), size, run.natives.data(), 3), ABAX_OK);
    EXPECT_EQ(instance.position, 0U);
    ASSERT_EQ(A::eval(&instance), ABAX_OK);
    EXPECT_EQ(A::get(&instance, A::find_result(&run.table, "r0")), TypeParam(42));
}

// From inside a native its own instance is busy, and stays as it is; another instance of the same table is not.
TYPED_TEST(Native, CannotEvaluateTheInstanceThatCallsIt) {
    using A = Api<TypeParam>;
    const auto t = this->pure_module();
    Calls<TypeParam> f{.arity = 0, .answer = 5};
    Running<TypeParam> run(t, {native("f", f)});
    Running<TypeParam> another(t, {native("f", f)});
    ASSERT_EQ(run.status, ABAX_OK);
    ASSERT_EQ(another.status, ABAX_OK);
    int checked = 0;
    f.during = [&] {
        if (checked++ != 0) {
            return; // called by the other instance
        }
        TypeParam values[2];
        EXPECT_EQ(A::eval(&run.instance), ABAX_E_BUSY);
        EXPECT_EQ(A::reset(&run.instance), ABAX_E_BUSY);
        EXPECT_EQ(A::eval_one(&run.instance, A::find_result(&run.table, "r")), ABAX_E_BUSY);
        EXPECT_EQ(A::snapshot(&run.instance, values, 2), ABAX_E_BUSY);
        EXPECT_EQ(A::eval(&another.instance), ABAX_OK);
        EXPECT_EQ(A::snapshot(&another.instance, values, 2), ABAX_OK);
        EXPECT_EQ(values[1], TypeParam(5));
        EXPECT_EQ(A::get(&run.instance, A::find_result(&run.table, "r")), TypeParam(0)) << "reading is allowed";
    };
    run.set(0, TypeParam(8));
    run.eval();
    EXPECT_EQ(checked, 2);
    EXPECT_EQ(f.arguments.size(), 2U);
    EXPECT_EQ(run.get(t.result(0)), TypeParam(8));
    EXPECT_EQ(run.get(t.result(1)), TypeParam(5));
    EXPECT_EQ(run.instance.cycles, 1U);
    EXPECT_EQ(A::eval(&run.instance), ABAX_OK) << "no longer busy";
}

TYPED_TEST(Native, OneResultIsEvaluatedWhereNothingElseShows) {
    using A = Api<TypeParam>;
    Calls<TypeParam> f{.arity = 0, .answer = 5};
    const auto t = this->pure_module();
    Running<TypeParam> run(t, {native("f", f)});
    ASSERT_EQ(run.status, ABAX_OK);
    run.set(0, TypeParam(3));
    ASSERT_EQ(A::eval_one(&run.instance, A::result_at(&run.table, 1)), ABAX_OK);
    EXPECT_EQ(run.get(t.result(1)), TypeParam(5));
    ASSERT_EQ(A::eval_one(&run.instance, A::result_at(&run.table, 0)), ABAX_OK);
    EXPECT_EQ(run.get(t.result(0)), TypeParam(3));
    typename A::Result wrong[] = {{0, 1}, {1, 0}, {3, 1}, {2, 2}, {1, 3}, {0xFFFFFFFF, 1}, {1, 0xFFFFFFFF}};
    for (const auto &handle : wrong) {
        EXPECT_EQ(A::eval_one(&run.instance, handle), ABAX_E_ARGUMENT) << handle.slot << ", " << handle.slots;
    }
    EXPECT_EQ(A::eval_one(&run.instance, A::find_result(&run.table, "no such")), ABAX_E_ARGUMENT);

    auto stateful = t;
    stateful.states = 1;
    stateful.code.clear();
    stateful.load(0).store(stateful.result(0)).end();
    Running<TypeParam> room(stateful, {native("f", f)});
    EXPECT_EQ(A::eval_one(&room.instance, A::result_at(&room.table, 0)), ABAX_OK) << "room for state is not state";
    stateful.state_hash ^= 1U;
    Running<TypeParam> state(stateful, {native("f", f)});
    EXPECT_EQ(A::eval_one(&state.instance, A::result_at(&state.table, 0)), ABAX_E_ORDER);

    Running<TypeParam> impure(this->pure_module(false), {native("f", f, false)});
    ASSERT_EQ(impure.status, ABAX_OK);
    f.arguments.clear();
    EXPECT_EQ(A::eval_one(&impure.instance, A::result_at(&impure.table, 0)), ABAX_E_ORDER);
    EXPECT_TRUE(f.arguments.empty());
    EXPECT_EQ(A::eval(&impure.instance), ABAX_OK);
}

} // namespace
} // namespace abax_tests
