// See record.hpp.
#include "record.hpp"

#include <algorithm>
#include <iostream>

namespace bench {

Recorder::Recorder(const std::string &path) : file_(path) {
    SetOutputStream(&file_);
    SetErrorStream(&std::cerr);
}

bool Recorder::ReportContext(const Context &context) {
    if (has_context_) {
        return true;
    }
    has_context_ = true;
    return JSONReporter::ReportContext(context);
}

void Recorder::ReportRuns(const std::vector<Run> &runs) {
    std::vector<Run> kept;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(kept), [](const Run &run) {
        return run.run_type == Run::RT_Aggregate ? run.aggregate_name == "median" : run.error_occurred;
    });
    if (!kept.empty()) {
        JSONReporter::ReportRuns(kept);
    }
}

bool Recorder::finish() {
    JSONReporter::Finalize();
    return file_.flush().good();
}

} // namespace bench
