// Opens a table from an exactly sized copy, makes an instance in exactly sized memory and evaluates: what tests of single
// instructions need.
#ifndef ABAX_TESTS_RUNNING_HPP
#define ABAX_TESTS_RUNNING_HPP

#include "table_builder.hpp"

#include "engine/typed_api.hpp"

#include <gtest/gtest.h>

namespace abax_tests {

template <class Real> struct Running {
    using A = Api<Real>;

    ExactBytes bytes;
    std::vector<typename A::Native> natives;
    typename A::Table table;
    ExactBytes memory;
    typename A::Instance instance;
    abax_status status;

    explicit Running(const TableBuilder<Real> &builder, std::vector<typename A::Native> with = {})
        : Running(builder.bytes(), std::move(with)) {}
    explicit Running(const ByteVector &table_bytes, std::vector<typename A::Native> with = {})
        : bytes(table_bytes), natives(std::move(with)), table{}, memory(nullptr, 0), instance{}, status(ABAX_OK) {
        status = A::open(&table, bytes.data.get(), bytes.size);
        if (status == ABAX_OK) {
            memory = ExactBytes(ByteVector(A::instance_size(&table), 0xA5));
            status = A::init(&instance, &table, memory.data.get(), memory.size,
                             natives.empty() ? nullptr : natives.data(), natives.size());
        }
    }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;

    void set(std::uint32_t slot, Real value) { A::set(&instance, {slot, 1}, value); }
    Real get(std::uint32_t slot) const { return A::get(&instance, {slot, 1}); }
    Real slot(std::uint32_t i) const { return instance.frame[i]; }
    void eval() { ASSERT_EQ(A::eval(&instance), ABAX_OK); }
};

struct RealNames {
    template <class Real> static std::string GetName(int) { return real_name<Real>(); }
};
using BothReals = ::testing::Types<float, double>;

} // namespace abax_tests

#endif
