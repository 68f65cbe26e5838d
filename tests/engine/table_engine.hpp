// Text compiled to a table, verified and evaluated by the run time: one engine a profile.
#ifndef ABAX_TESTS_TABLE_ENGINE_HPP
#define ABAX_TESTS_TABLE_ENGINE_HPP

#include "engine/compiled.hpp"
#include "engine/engine.hpp"

namespace abax_tests {

// A table that is open and has an instance. The memory of the instance has exactly the size that it asks for.
template <class Real> class TableProgram final : public Program<Real> {
public:
    // Null with `why` when opening or initialising fails. The natives are those that the source declares.
    static std::unique_ptr<TableProgram> make(Compiled compiled, const ModuleSource &source, std::string &why);
    Effects<Real> evaluate(std::span<const Real> params, std::span<Real> results) override;

    explicit TableProgram(const ModuleSource &source) : natives_(source) {}

    bool one_by_one = false; // results are asked for one at a time, where the module allows it

private:
    Natives<Real> natives_;
    Compiled compiled_;
    typename Api<Real>::Table table_{};
    typename Api<Real>::Instance instance_{};
    std::vector<std::uint64_t> memory_;
};

template <class Real> class TableEngine final : public Engine<Real> {
public:
    TableEngine(std::string name, std::uint32_t profile, bool one_by_one = false)
        : name_(std::move(name)), profile_(profile), one_by_one_(one_by_one) {}
    [[nodiscard]] std::string name() const override { return name_; }
    std::unique_ptr<Program<Real>> prepare(const ModuleSource &source, std::string &why) override;

private:
    std::string name_;
    std::uint32_t profile_;
    bool one_by_one_;
};

} // namespace abax_tests

#endif
