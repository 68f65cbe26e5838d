// The engines there are: the run time over each profile of table. Handles are taken by ordinal, as firmware may.
#include "engine/table_engine.hpp"

namespace abax_tests {

template <class Real>
std::unique_ptr<TableProgram<Real>> TableProgram<Real>::make(Compiled compiled, const ModuleSource &source,
                                                             std::string &why) {
    auto program = std::make_unique<TableProgram>(source);
    program->compiled_ = std::move(compiled);
    abax_status status = Api<Real>::open(&program->table_, program->compiled_.bytes(), program->compiled_.size);
    if (status != ABAX_OK) {
        why = std::string("open: ") + abax_status_text(status) + " at byte " + std::to_string(program->table_.position);
        return nullptr;
    }
    const std::size_t size = Api<Real>::instance_size(&program->table_);
    program->memory_.resize(size / sizeof(std::uint64_t));
    const auto natives = program->natives_.bound();
    status = Api<Real>::init(&program->instance_, &program->table_, program->memory_.data(), size, natives.data(),
                             natives.size());
    if (status != ABAX_OK) {
        why = std::string("init: ") + abax_status_text(status);
        return nullptr;
    }
    if (!program->natives_.calls().empty()) {
        why = "init called a native";
        return nullptr;
    }
    return program;
}

template <class Real>
Effects<Real> TableProgram<Real>::evaluate(std::span<const Real> params, std::span<Real> results) {
    std::size_t next = 0;
    for (std::uint32_t i = 0; next < params.size(); ++i) {
        const auto param = Api<Real>::param_at(&table_, i);
        for (std::uint32_t k = 0; k < param.slots; ++k) {
            instance_.frame[param.slot + k] = params[next++];
        }
        if (param.slots == 0) {
            break; // a row longer than the table's params: the results will tell
        }
    }
    instance_.faults = 0;
    instance_.fault_result = ABAX_NO_RESULT;
    natives_.begin();
    // Impure natives and state: then effects would depend on what is asked for.
    bool impure = table_.header->state_hash != 2166136261U; // of no state
    for (std::uint32_t i = 0; i < Api<Real>::import_count(&table_); ++i) {
        impure = impure || Api<Real>::import_pure(&table_, i) == 0;
    }
    const bool whole = !one_by_one || impure;
    if (whole) {
        Api<Real>::eval(&instance_);
    }
    for (std::uint32_t i = 0; i < results.size(); ++i) {
        const auto result = Api<Real>::result_at(&table_, i);
        const bool done = whole || Api<Real>::eval_one(&instance_, result) == ABAX_OK;
        results[i] = done ? Api<Real>::get(&instance_, result) : Real(-987654321);
    }
    return {instance_.faults, instance_.fault_result, natives_.calls()};
}

template <class Real>
std::unique_ptr<Program<Real>> TableEngine<Real>::prepare(const ModuleSource &source, std::string &why) {
    Compiled compiled = compile<Real>(source, profile_);
    if (compiled.status != ABAX_OK) {
        why =
            std::string("compile: ") + abax_status_text(compiled.status) + '\n' + text_of(compiled.diagnostics, source);
        return nullptr;
    }
    auto program = TableProgram<Real>::make(std::move(compiled), source, why);
    if (program != nullptr) {
        program->one_by_one = one_by_one_;
    }
    return program;
}

template <class Real> Engines<Real> &all_engines() {
    static Engines<Real> engines = [] {
        Engines<Real> list;
        list.push_back(std::make_unique<TableEngine<Real>>("table base", ABAX_COMPILE_BASE));
        list.push_back(std::make_unique<TableEngine<Real>>("table fused", ABAX_COMPILE_FUSED));
        list.push_back(std::make_unique<TableEngine<Real>>("table wide", ABAX_COMPILE_WIDE));
        list.push_back(std::make_unique<TableEngine<Real>>("table, one by one", ABAX_COMPILE_AUTO, true));
        return list;
    }();
    return engines;
}

template class TableProgram<float>;
template class TableProgram<double>;
template class TableEngine<float>;
template class TableEngine<double>;
template Engines<float> &all_engines<float>();
template Engines<double> &all_engines<double>();

} // namespace abax_tests
