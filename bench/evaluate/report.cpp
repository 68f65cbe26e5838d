// See report.hpp. Ratios are to native C++ in the same run; over the formulas, geometric means of those that were right.
#include "report.hpp"

#include <algorithm>
#include <cmath>

namespace bench {

namespace {

// One engine over all formulas.
struct Summary {
    std::string engine;
    bool present = false;
    bool compiles = false;
    std::size_t right = 0;
    double ratio = 0; // to native, geometric mean
    double worst = 0;
    double microseconds = 0;       // to compile one, arithmetic mean
    std::size_t memory = 0;        // the most that one took
    double allocations = 0;        // arithmetic mean
    double native_nanoseconds = 0; // geometric mean of the reference
};

Summary summary_of(const Report &report, std::size_t engine) {
    Summary s;
    double logarithms = 0;
    double native = 0;
    for (const std::vector<Finding> &findings : report.formulas) {
        const Finding &finding = findings[engine];
        s.engine = finding.engine;
        s.present = finding.present;
        s.compiles = finding.compiles;
        if (!finding.right) {
            continue;
        }
        const double ratio = finding.seconds / findings[0].seconds;
        ++s.right;
        logarithms += std::log(ratio);
        native += std::log(findings[0].seconds);
        s.worst = std::max(s.worst, ratio);
        s.microseconds += finding.compile_seconds * 1e6;
        s.memory = std::max(s.memory, finding.memory);
        s.allocations += static_cast<double>(finding.allocations);
    }
    if (s.right != 0) {
        const double count = static_cast<double>(s.right);
        s.ratio = std::exp(logarithms / count);
        s.native_nanoseconds = std::exp(native / count) * 1e9;
        s.microseconds /= count;
        s.allocations /= count;
    }
    return s;
}

const Finding *find(const std::vector<Finding> &findings, const std::string &engine) {
    for (const Finding &finding : findings) {
        if (finding.engine == engine && finding.right) {
            return &finding;
        }
    }
    return nullptr;
}

void print_formulas(const Report &report) {
    const std::size_t count = report.formulas.size();
    std::printf("%zu formulas in %s, one at a time; native C++ takes %.1f ns\n", count, report.real.c_str(),
                summary_of(report, 0).native_nanoseconds);
    std::printf("  %-22s %7s %11s %8s %12s %12s %12s\n", "", "right", "time/native", "worst", "compile us",
                "arena bytes", "allocations");
    for (std::size_t i = 0; i < report.formulas[0].size(); ++i) {
        const Summary s = summary_of(report, i);
        if (!s.present) {
            std::printf("  %-22s  not installed, or not made for this type\n", s.engine.c_str());
        } else if (!s.compiles) {
            std::printf("  %-22s %4zu/%zu %11.2f %8.2f\n", s.engine.c_str(), s.right, count, s.ratio, s.worst);
        } else {
            std::printf("  %-22s %4zu/%zu %11.2f %8.2f %12.2f %12zu %12.0f\n", s.engine.c_str(), s.right, count,
                        s.ratio, s.worst, s.microseconds, s.memory, s.allocations);
        }
    }
}

void print_sensors(const Report &report) {
    const double native = report.sensors[0].seconds;
    const double at_once = report.sensors[1].seconds;
    const Finding *exprtk = find(report.sensors, "ExprTk");
    std::printf("S in %s: seven sensor expressions as one batch\n", report.real.c_str());
    std::printf("  %-22s %8s %11s %11s %9s %12s %12s %12s\n", "", "ns", "/7 calls", "/1 function", "/ExprTk",
                "compile us", "arena bytes", "allocations");
    for (const Finding &f : report.sensors) {
        if (!f.right) {
            std::printf("  %-22s %8s\n", f.engine.c_str(), f.present ? "wrong" : "none");
            continue;
        }
        std::printf("  %-22s %8.1f %11.2f %11.2f", f.engine.c_str(), f.seconds * 1e9, f.seconds / native,
                    f.seconds / at_once);
        if (exprtk != nullptr) {
            std::printf(" %9.2f", f.seconds / exprtk->seconds);
        } else {
            std::printf(" %9s", "-");
        }
        if (f.compiles) {
            std::printf(" %12.2f %12zu %12zu", f.compile_seconds * 1e6, f.memory, f.allocations);
        }
        std::printf("\n");
    }
}

void write_finding(std::FILE *file, const Finding &f, double native) {
    std::fprintf(file, "{\"engine\": \"%s\", \"present\": %s, \"right\": %s", f.engine.c_str(),
                 f.present ? "true" : "false", f.right ? "true" : "false");
    if (f.right) {
        std::fprintf(file, ", \"ns\": %.3f, \"to_native\": %.4f", f.seconds * 1e9, f.seconds / native);
    }
    if (f.right && f.compiles) {
        std::fprintf(file,
                     ", \"compile_us\": %.3f, \"arena_bytes\": %zu, \"compile_allocations\": %zu, "
                     "\"compile_allocated_bytes\": %zu",
                     f.compile_seconds * 1e6, f.memory, f.allocations, f.allocated);
    }
    std::fprintf(file, "}");
}

void write_findings(std::FILE *file, const std::vector<Finding> &findings, const char *indent) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
        std::fprintf(file, "%s%s", i == 0 ? "\n" : ",\n", indent);
        write_finding(file, findings[i], findings[0].seconds);
    }
}

void write_report(std::FILE *file, const Report &report) {
    std::fprintf(file, "  {\"real\": \"%s\",\n   \"formulas_summary\": [", report.real.c_str());
    for (std::size_t i = 0; i < report.formulas[0].size(); ++i) {
        const Summary s = summary_of(report, i);
        std::fprintf(file,
                     "%s    {\"engine\": \"%s\", \"present\": %s, \"right\": %zu, \"of\": %zu, \"to_native\": %.4f, "
                     "\"worst\": %.4f",
                     i == 0 ? "\n" : ",\n", s.engine.c_str(), s.present ? "true" : "false", s.right,
                     report.formulas.size(), s.ratio, s.worst);
        if (s.compiles) {
            std::fprintf(file, ", \"compile_us\": %.3f, \"arena_bytes\": %zu, \"compile_allocations\": %.1f",
                         s.microseconds, s.memory, s.allocations);
        }
        std::fprintf(file, "}");
    }
    std::fprintf(file, "],\n   \"sensors\": [");
    write_findings(file, report.sensors, "    ");
    std::fprintf(file, "],\n   \"formulas\": [");
    for (std::size_t i = 0; i < report.formulas.size(); ++i) {
        std::fprintf(file, "%s    {\"text\": \"%s\", \"engines\": [", i == 0 ? "\n" : ",\n", report.texts[i].c_str());
        write_findings(file, report.formulas[i], "      ");
        std::fprintf(file, "]}");
    }
    std::fprintf(file, "]}");
}

} // namespace

void print(const Report &report) {
    print_formulas(report);
    std::printf("\n");
    print_sensors(report);
    std::printf("\n");
}

bool write_json(const std::vector<Report> &reports, const std::string &path) {
    std::FILE *const file = std::fopen(path.c_str(), "w");
    if (file == nullptr) {
        return false;
    }
    std::fprintf(file, "[\n");
    for (std::size_t i = 0; i < reports.size(); ++i) {
        std::fprintf(file, "%s", i == 0 ? "" : ",\n");
        write_report(file, reports[i]);
    }
    std::fprintf(file, "\n]\n");
    const bool written = std::ferror(file) == 0;
    return std::fclose(file) == 0 && written;
}

} // namespace bench
