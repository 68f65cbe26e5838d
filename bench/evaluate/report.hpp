// What was found, as a table to read and as JSON.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "compare.hpp"

namespace bench {

struct Report {
    std::string real;                           // f32 or f64
    std::vector<std::string> texts;             // the formulas
    std::vector<std::vector<Finding>> formulas; // for each, the engines
    std::vector<Finding> sensors; // all seven as a batch: seven native calls, one native function, engines
};

void print(const Report &report);
bool write_json(const std::vector<Report> &reports, const std::string &path);

} // namespace bench
