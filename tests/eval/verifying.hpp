// The table that the tests of the verifier start from, and how they say that one made from it is refused.
#ifndef ABAX_TESTS_VERIFYING_HPP
#define ABAX_TESTS_VERIFYING_HPP

#include "running.hpp"

namespace abax_tests {

inline constexpr std::uint32_t code_at = sizeof(abax_header);

// x, y(2) -> r, s; constants 1, 2 and 3; one start slot, one temporary.
template <class Real> TableBuilder<Real> valid(std::uint8_t profile = fused_profile) {
    TableBuilder<Real> t;
    t.profile = profile;
    t.features = features_of(profile);
    t.params = {{"x"}, {"y", 2}};
    t.results = {{"r"}, {"s"}};
    t.constants = {Real(1), Real(2), Real(3)};
    t.starts = 1;
    t.temporaries = 1;
    t.load(t.constant(0)).store(t.start(0)).end();
    std::swap(t.code, t.start_code);
    t.load(0).store(t.result(0)).end();
    return t;
}

template <class Real> class Verifier : public ::testing::Test {
protected:
    static void refused(const ByteVector &bytes, abax_status status, std::uint32_t position) {
        const Running<Real> run(bytes);
        EXPECT_EQ(abax_status_text(run.status), std::string(abax_status_text(status)));
        EXPECT_EQ(run.table.position, position);
    }
    // A field of the header replaced, and the CRC made right.
    static void field_refused(std::size_t offset, std::uint32_t value, abax_status status) {
        SCOPED_TRACE(::testing::Message() << "header field at " << offset << " = " << value);
        ByteVector bytes = valid<Real>().bytes();
        put32(bytes, offset, value);
        fix_crc(bytes);
        refused(bytes, status, static_cast<std::uint32_t>(offset));
    }
    // Main code replaced by: LOAD x, these words, END.
    static void word_refused(std::uint8_t profile, std::vector<std::uint32_t> words, const char *why) {
        SCOPED_TRACE(::testing::Message() << why << ", profile " << int{profile});
        TableBuilder<Real> t = valid<Real>(profile);
        t.code.clear();
        t.load(0);
        t.code.insert(t.code.end(), words.begin(), words.end());
        t.end();
        refused(t.bytes(), ABAX_E_CODE, code_at + t.step());
    }
    static bool accepted(const TableBuilder<Real> &t) { return Running<Real>(t).status == ABAX_OK; }
    // Whether it opens; an instance would need natives.
    static bool code_accepted(const TableBuilder<Real> &t) {
        const ExactBytes bytes(t.bytes());
        typename Api<Real>::Table table;
        return Api<Real>::open(&table, bytes.data.get(), bytes.size) == ABAX_OK;
    }
};

} // namespace abax_tests

#endif
