// The rows by hand: see rows.def.
#ifndef BENCH_TARGET_NATIVE_HPP
#define BENCH_TARGET_NATIVE_HPP

#include "batch.hpp"
#include "conditional.hpp"
#include "horner.hpp"
#include "linear.hpp"
#include "norm.hpp"
#include "seven.hpp"
#include "steinhart.hpp"

#define ROW(module, operators) void native_##module(module::Instance &instance);
#include "rows.def"

#endif
