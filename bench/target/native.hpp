// The rows by hand: see rows.def.
#ifndef BENCH_TARGET_NATIVE_HPP
#define BENCH_TARGET_NATIVE_HPP

#include "average.hpp"
#include "batch.hpp"
#include "bouncing.hpp"
#include "button.hpp"
#include "conditional.hpp"
#include "controller.hpp"
#include "horner.hpp"
#include "linear.hpp"
#include "norm.hpp"
#include "seven.hpp"
#include "steinhart.hpp"
#include "thermostat.hpp"

#define ROW(module, operators) void native_##module(module::Instance &instance);
#include "rows.def"

#endif
