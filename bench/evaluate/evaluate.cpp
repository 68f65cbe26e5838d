// Time of evaluation: 74 formulas one at a time, and S, seven sensor expressions, as one batch, in f32 and f64, by
// hand-written C++, by generated C++ and C, by tables of the base and the fused profile, and by the packaged peers that were
// there to build with. Out: a table to read; with --json FILE also everything that it was made of. Exit 1 when the values of
// a table or of generated source were wrong.
// Figures are ratios within the run: machines and their load differ.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "compare.hpp"
#include "measure.hpp"
#include "native.hpp"
#include "report.hpp"

namespace bench {

namespace {

const char *const formulas[] = {
#define FORMULA(text, ...) text,
#include "formulas.def"
};

const char *const sensors[] = {
#define SENSOR(text, ...) text,
#include "sensors.def"
};

template <class Real> std::vector<Real> formula_rows() {
    const double first[FORMULA_PARAMS] = {1.1, 2.2, 3.3, 2.123456, 3.123456, 4.123456, 5.123456};
    std::vector<Real> rows;
    for (std::size_t k = 0; k < ROWS; ++k) {
        for (std::size_t i = 0; i < FORMULA_PARAMS; ++i) {
            rows.push_back(static_cast<Real>(first[i] + static_cast<double>(k) * 0.0007 * static_cast<double>(i + 1)));
        }
    }
    return rows;
}

template <class Real> std::vector<Real> sensor_rows() {
    std::vector<Real> rows;
    for (std::size_t k = 0; k < ROWS; ++k) {
        for (std::size_t i = 0; i < SENSOR_PARAMS; ++i) {
            rows.push_back(static_cast<Real>(static_cast<double>(i + 1) * 1.5 + static_cast<double>(k) * 0.001));
        }
    }
    return rows;
}

template <class Real>
void add_engines(std::vector<Contestant<Real>> &contestants, const Batch &batch, std::size_t module) {
    contestants.push_back({"generated C++", make_generated<Real>(Language::cpp, module)});
    contestants.push_back({"generated C", make_generated<Real>(Language::c, module)});
    contestants.push_back({"table, base", make_table<Real>(batch, Profile::base)});
    contestants.push_back({"table, fused", make_table<Real>(batch, Profile::fused)});
    contestants.push_back({"ExprTk", make_exprtk<Real>(batch)});
    contestants.push_back({"muParser", make_muparser<Real>(batch)});
    contestants.push_back({"fparser", make_fparser<Real>(batch)});
}

template <class Real> Report report_of(const char *real) {
    Report report;
    report.real = real;
    const std::vector<Real> rows = formula_rows<Real>();
    for (std::size_t i = 0; i < FORMULAS; ++i) {
        const Batch batch = {{"a", "b", "c", "x", "y", "z", "w"}, {formulas[i]}, true};
        std::vector<Contestant<Real>> contestants;
        contestants.push_back({"native C++", make_native<Real>(batch, {Natives<Real>::formulas[i]})});
        add_engines(contestants, batch, i);
        report.texts.emplace_back(formulas[i]);
        report.formulas.push_back(compare(contestants, rows, 2e-4));
    }
    const Batch batch = {
        {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, {std::begin(sensors), std::end(sensors)}, false};
    const std::vector<Native<Real>> calls(Natives<Real>::sensors, Natives<Real>::sensors + SENSORS);
    std::vector<Contestant<Real>> contestants;
    contestants.push_back({"native C++, 7 calls", make_native<Real>(batch, calls)});
    contestants.push_back({"native C++, 1 function", make_native<Real>(batch, {Natives<Real>::sensors_at_once})});
    add_engines(contestants, batch, FORMULAS);
    report.sensors = compare(contestants, sensor_rows<Real>(), 5e-3);
    return report;
}

// The peers may be absent, or unable to do a formula.
bool is_peer(const Finding &finding) {
    return finding.engine == "ExprTk" || finding.engine == "muParser" || finding.engine == "fparser";
}

bool values_are_right(const Report &report) {
    std::vector<std::vector<Finding>> all = report.formulas;
    all.push_back(report.sensors);
    bool right = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const Finding &finding : all[i]) {
            if (finding.present && !finding.right && !is_peer(finding)) {
                std::fprintf(stderr, "evaluate: %s, %s: wrong: %s\n", report.real.c_str(), finding.engine.c_str(),
                             i < report.texts.size() ? report.texts[i].c_str() : "S");
                right = false;
            }
        }
    }
    return right;
}

} // namespace

} // namespace bench

int main(int argc, char **argv) {
    std::string json;
    if (argc == 3 && std::strcmp(argv[1], "--json") == 0) {
        json = argv[2];
    } else if (argc != 1) {
        std::fprintf(stderr, "usage: bench_evaluate [--json FILE]\n");
        return 2;
    }
    bench::stay_on_this_core();
    const std::vector<bench::Report> reports = {bench::report_of<double>("f64"), bench::report_of<float>("f32")};
    bool right = true;
    for (const bench::Report &report : reports) {
        bench::print(report);
        right = bench::values_are_right(report) && right;
    }
    if (!json.empty() && !bench::write_json(reports, json)) {
        std::perror(json.c_str());
        return 3;
    }
    return right ? 0 : 1;
}
