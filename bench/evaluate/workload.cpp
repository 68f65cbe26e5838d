// See workload.hpp. The expressions themselves are in the files *.def.
#include "workload.hpp"

#include <cctype>

namespace bench {

namespace {

const std::vector<std::string> seven_params = {"a", "b", "c", "x", "y", "z", "w"};
const std::vector<std::string> ten_params = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

#define FORMULA(text, ...) text,
const std::vector<std::string> formulas = {
#include "formulas.def"
};
#define FORMULA(text, ...) text,
const std::vector<std::string> polynomials = {
#include "polynomials.def"
};
#define FORMULA(text, ...) text,
const std::vector<std::string> conditionals = {
#include "conditionals.def"
};
#define FORMULA(text, ...) text,
const std::vector<std::string> sums = {
#include "sums.def"
};
#define STATEFUL(text, ...) text,
const std::vector<std::string> stateful = {
#include "stateful.def"
};
#define SENSOR(text, ...) text,
const std::vector<std::string> sensors = {
#include "sensors.def"
};
#define SENSOR(text, ...) text,
const std::vector<std::string> many = {
#include "many.def"
};

// Whether a function of the maths library is called: a name before a bracket, but those that are an instruction, or a power
// that is no multiplication.
bool calls_the_library(std::string text) {
    for (std::size_t at = text.find_first_of("(^"); at != std::string::npos; at = text.find_first_of("(^", at + 1)) {
        if (text[at] == '^') {
            const std::size_t end = text.find_first_not_of("0123456789", at + 1);
            if (end == at + 1 || (end != std::string::npos && text[end] == '.')) {
                return true;
            }
        } else if (at != 0 && std::isalpha(static_cast<unsigned char>(text[at - 1])) != 0) {
            const std::size_t begin = text.find_last_not_of("abcdefghijklmnopqrstuvwxyz", at - 1);
            const std::string name = text.substr(begin + 1, at - begin - 1);
            if (name != "abs" && name != "sqrt") {
                return true;
            }
        }
    }
    return false;
}

Workload one_at_a_time(const std::string &name, const std::string &kind, Inputs inputs,
                       const std::vector<std::string> &texts) {
    Workload workload = {name, inputs, kind == "stateful", {}, {}};
    for (const std::string &text : texts) {
        workload.batches.push_back({seven_params, {text}, true});
        workload.classes.push_back(!kind.empty() ? kind : calls_the_library(text) ? "maths library" : "arithmetic");
    }
    return workload;
}

} // namespace

const std::vector<Workload> &workloads() {
    static const std::vector<Workload> all = {
        one_at_a_time("formula", "", Inputs::drifting, formulas),
        one_at_a_time("polynomial", "polynomial", Inputs::drifting, polynomials),
        one_at_a_time("conditional", "conditional", Inputs::scattered, conditionals),
        one_at_a_time("sum", "sum", Inputs::drifting, sums),
        one_at_a_time("stateful", "stateful", Inputs::scattered, stateful),
        {"sensors", Inputs::sensors, false, {{ten_params, sensors, false}}, {"batch"}},
        {"many", Inputs::sensors, false, {{ten_params, many, false}}, {"large module"}},
    };
    return all;
}

template <class Real> std::vector<Real> rows_of(const Workload &workload) {
    const double first[] = {1.1, 2.2, 3.3, 2.123456, 3.123456, 4.123456, 5.123456};
    std::vector<Real> rows;
    unsigned random = 1;
    for (std::size_t k = 0; k < ROWS; ++k) {
        for (std::size_t i = 0; i < workload.batches[0].params.size(); ++i) {
            const double row = static_cast<double>(k);
            const double number = static_cast<double>(i + 1);
            double value = number * 1.5 + row * 0.001;
            if (workload.inputs == Inputs::drifting) {
                value = first[i] + row * 0.0007 * number;
            } else if (workload.inputs == Inputs::scattered) {
                random = random * 1664525U + 1013904223U;
                value = static_cast<double>(random >> 8) / (1U << 24) * 10;
            }
            rows.push_back(static_cast<Real>(value));
        }
    }
    return rows;
}

template std::vector<float> rows_of(const Workload &);
template std::vector<double> rows_of(const Workload &);

std::string module_name(const Workload &workload, std::size_t batch, const std::string &real) {
    return workload.name + "_" + (workload.is_module() ? "" : std::to_string(batch + 1) + "_") + real;
}

} // namespace bench
