// Keeps what Google Benchmark reports, in its own format of JSON: one file for many runs, the median of the repetitions only.
#pragma once

#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

namespace bench {

class Recorder final : public benchmark::JSONReporter {
public:
    explicit Recorder(const std::string &path);

    bool ReportContext(const Context &context) override; // of the first run
    void ReportRuns(const std::vector<Run> &runs) override;
    void Finalize() override {} // that of one run; see finish
    bool finish();              // false: could not be written

private:
    std::ofstream file_;
    bool has_context_ = false;
};

} // namespace bench
