// `abax eval --csv`: one row of results for every row of a CSV file, in memory that does not grow with the file.
//
// The header row names the columns. A param gets its values from the column of its name, or from the one that --map names;
// a param without a column needs --set. An empty cell, and R's NA, is NaN. When the header is one name shorter than the
// rows, the first field of a row is a row name, as R writes it.
#include "eval.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csv.hpp"
#include "files.hpp"
#include "input.hpp"
#include "nearest.hpp"
#include "number.hpp"

namespace abax::host {
namespace {

// A param and the column that it is read from.
struct Binding {
    size_t param;
    size_t column; // in the header
};

struct CsvRun {
    const EvalOptions &options;
    Diagnostics diagnostics;
    std::FILE *file = nullptr;
    std::string name; // of the file, for diagnostics
    CsvReaderPointer reader;
    CsvRow header;
    std::optional<CsvRow> first; // the first row of data, read ahead
    size_t row_name = 0;         // 1 when rows begin with a row name
    std::vector<Binding> bindings;
};

Diagnostic *error_at(CsvRun &run, std::string_view code, Position position, std::string message) {
    Diagnostic *error = add_error(run.diagnostics, code, {}, std::move(message));
    error->file = run.name;
    error->position = position;
    return error;
}

std::string quoted_list(const std::vector<std::string> &names) {
    std::string list;
    for (const std::string &name : names) {
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", name);
    }
    return list;
}

std::vector<std::string> column_names(const CsvRun &run) {
    std::vector<std::string> names;
    for (const CsvField &field : run.header.fields) {
        names.push_back(field.text);
    }
    return names;
}

// The next row; exit_success with an empty optional at the end of the file.
int read_row(CsvRun &run, std::optional<CsvRow> &row) {
    CsvRow next;
    std::string problem;
    switch (next_row(*run.reader, next, problem)) {
    case CsvStatus::Row:
        row = std::move(next);
        return exit_success;
    case CsvStatus::End:
        row.reset();
        return exit_success;
    case CsvStatus::Malformed:
        error_at(run, slug::CSV, next.fields.front().position, problem);
        return exit_input;
    case CsvStatus::ReadError:
        break;
    }
    add_file_error(run.diagnostics, fmt::format("{}: {}", run.name, std::strerror(errno)));
    return exit_file;
}

int open_input(CsvRun &run) {
    const bool standard = run.options.csv == "-";
    run.name = standard ? "<stdin>" : run.options.csv;
    run.file = standard ? stdin : std::fopen(run.options.csv.c_str(), "rb");
    if (run.file == nullptr) {
        add_file_error(run.diagnostics, fmt::format("{}: {}", run.name, std::strerror(errno)));
        return exit_file;
    }
    run.reader = open_csv(run.file);
    std::optional<CsvRow> header;
    int code = read_row(run, header);
    if (code != exit_success) {
        return code;
    }
    if (!header) {
        error_at(run, slug::CSV, {1, 1}, "the file is empty; its first row must name the columns");
        return exit_input;
    }
    run.header = std::move(*header);
    code = read_row(run, run.first);
    if (code == exit_success && run.first && run.first->fields.size() == run.header.fields.size() + 1) {
        run.row_name = 1;
    }
    return code;
}

// The column of that name: exactly one, or an error; nothing if there is none.
std::optional<size_t> find_column(CsvRun &run, std::string_view name) {
    std::optional<size_t> found;
    for (size_t i = 0; i < run.header.fields.size(); i++) {
        if (run.header.fields[i].text != name) {
            continue;
        }
        if (found) {
            error_at(run, slug::CSV_COLUMN, run.header.fields[i].position,
                     fmt::format("there are two columns '{}'", name));
            return found;
        }
        found = i;
    }
    return found;
}

void report_missing(CsvRun &run, const std::vector<std::string> &missing) {
    const bool one = missing.size() == 1;
    Diagnostic *error =
        error_at(run, slug::CSV_COLUMN, {run.header.line, 1},
                 fmt::format("there is no column for the param{} {}", one ? "" : "s", quoted_list(missing)));
    add_note(error, fmt::format("the columns are {}", quoted_list(column_names(run))));
    const std::vector<std::string> columns = column_names(run);
    for (const std::string &name : missing) {
        const std::string near = nearest(name, columns);
        if (!near.empty()) {
            add_note(error, fmt::format("to read '{}' from the column '{}': --map {}={}", name, near, near, name));
        }
    }
    add_note(error,
             fmt::format("bind a column with --map COLUMN={0}, or give a value with --set {0}=VALUE", missing.front()));
}

bool is_set(const EvalOptions &options, std::string_view name) {
    const auto &settings = options.input.settings;
    return std::any_of(settings.begin(), settings.end(), [&](const Setting &setting) { return setting.name == name; });
}

void check_maps(CsvRun &run, const Evaluator &evaluator) {
    for (const ColumnMap &map : run.options.maps) {
        if (!param_index(evaluator, map.param)) {
            Diagnostic *error =
                add_error(run.diagnostics, slug::CSV_COLUMN, {},
                          fmt::format("--map {}={}: there is no param '{}'", map.column, map.param, map.param));
            add_note(error, evaluator.params.empty() ? "there are no params"
                                                     : fmt::format("the params are {}", quoted_list(evaluator.params)));
        }
        if (!find_column(run, map.column)) {
            Diagnostic *error = error_at(run, slug::CSV_COLUMN, {run.header.line, 1},
                                         fmt::format("there is no column '{}'", map.column));
            add_note(error, fmt::format("the columns are {}", quoted_list(column_names(run))));
        }
    }
}

int bind_columns(CsvRun &run, const Evaluator &evaluator) {
    check_maps(run, evaluator);
    std::vector<std::string> missing;
    for (size_t param = 0; param < evaluator.params.size(); param++) {
        const std::string &name = evaluator.params[param];
        const auto map = std::find_if(run.options.maps.begin(), run.options.maps.end(),
                                      [&](const ColumnMap &candidate) { return candidate.param == name; });
        const bool mapped_column = map != run.options.maps.end();
        const std::optional<size_t> column = find_column(run, mapped_column ? map->column : name);
        if (is_set(run.options, name)) {
            if (column) {
                Diagnostic *warning = add_warning(run.diagnostics, slug::NOT_USED, {},
                                                  fmt::format("the column '{}' is not used: --set gives '{}' its value",
                                                              run.header.fields[*column].text, name));
                if (warning != nullptr) {
                    warning->file = run.name;
                    warning->position = run.header.fields[*column].position;
                }
            }
        } else if (column) {
            run.bindings.push_back({param, *column});
        } else if (!mapped_column) {
            missing.push_back(name);
        }
    }
    if (!missing.empty()) {
        report_missing(run, missing);
    }
    return run.diagnostics.errors > 0 ? exit_input : exit_success;
}

int set_row(CsvRun &run, const CsvRow &row, Evaluator &evaluator, unsigned bits) {
    if (row.fields.size() != run.header.fields.size() + run.row_name) {
        error_at(run, slug::CSV, {row.line, 1},
                 fmt::format("this row has {} field{}; {} were expected", row.fields.size(),
                             row.fields.size() == 1 ? "" : "s", run.header.fields.size() + run.row_name));
        return exit_input;
    }
    for (const Binding &binding : run.bindings) {
        const CsvField &cell = row.fields[binding.column + run.row_name];
        Number number = parse_number_text(cell.text, bits);
        if (!number.valid && (cell.text.empty() || cell.text == "NA" || cell.text == "NaN")) {
            number = parse_number_text("nan", bits);
        }
        if (!number.valid) {
            error_at(run, slug::CSV_CELL, cell.position,
                     fmt::format("'{}' is not a number, for the param '{}' from the column '{}'", cell.text,
                                 evaluator.params[binding.param], run.header.fields[binding.column].text));
            return exit_input;
        }
        set_param(evaluator, binding.param, number.value);
    }
    return exit_success;
}

// How far it is, on a terminal that is not busy with the results.
struct Progress {
    bool shown = false;
    size_t total = 0;
    size_t last = 0;
};

Progress make_progress(const CsvRun &run) {
    Progress progress;
    struct stat status = {};
    if (isatty(STDERR_FILENO) != 0 && (run.options.output != "-" || isatty(STDOUT_FILENO) == 0) &&
        fstat(fileno(run.file), &status) == 0 && S_ISREG(status.st_mode)) {
        progress.total = static_cast<size_t>(status.st_size);
    }
    return progress;
}

void show(Progress &progress, size_t done) {
    const size_t percent = progress.total > 0 ? done * 100 / progress.total : 0;
    if (percent != progress.last) {
        constexpr size_t width = 40;
        const size_t filled = percent * width / 100;
        fmt::print(stderr, "\r[{}{}] {:3} %", std::string(filled, '='), std::string(width - filled, ' '), percent);
        std::fflush(stderr);
        progress.last = percent;
        progress.shown = true;
    }
}

void clear(const Progress &progress) {
    if (progress.shown) {
        fmt::print(stderr, "\r{}\r", std::string(50, ' '));
    }
}

// A title for a column of results: the name, or the text of an expression that has none.
std::string title(const EvalOptions &options, const Evaluator &evaluator, size_t index) {
    return csv_field(options.input.modules.empty() ? options.input.expressions[index] : evaluator.results[index]);
}

int evaluate_rows(CsvRun &run, Evaluator &evaluator, unsigned bits, Output &output) {
    std::string line;
    for (size_t i = 0; i < evaluator.results.size(); i++) {
        line += i > 0 ? "," : "";
        line += title(run.options, evaluator, i);
    }
    write(output, line + '\n');
    Progress progress = make_progress(run);
    size_t faulty_rows = 0;
    size_t first_faulty_line = 0;
    int code = exit_success;
    for (std::optional<CsvRow> row = std::move(run.first); row && !output.failed;) {
        code = set_row(run, *row, evaluator, bits);
        if (code != exit_success) {
            break;
        }
        if (evaluate(evaluator) != 0 && faulty_rows++ == 0) {
            first_faulty_line = row->line;
        }
        line.clear();
        for (size_t i = 0; i < evaluator.results.size(); i++) {
            if (i > 0) {
                line += ',';
            }
            line += shortest(result_value(evaluator, i), bits);
        }
        line += '\n';
        write(output, line);
        show(progress, csv_bytes_read(*run.reader));
        code = read_row(run, row);
        if (code != exit_success) {
            break;
        }
    }
    clear(progress);
    if (faulty_rows > 0) {
        add_warning(run.diagnostics, slug::FAULT_INDEX, {},
                    fmt::format("an index is out of range in {} rows, first in line {}; the values are nan",
                                faulty_rows, first_faulty_line));
    }
    return code;
}

int run_rows(CsvRun &run) {
    int code = open_input(run);
    if (code != exit_success) {
        return code;
    }
    // An expression may use any column by its name, or by the name that --map gives it.
    std::vector<std::string> columns = column_names(run);
    for (const ColumnMap &map : run.options.maps) {
        columns.push_back(map.param);
    }
    SourceSet sources;
    Module module;
    Evaluator evaluator;
    code = load_input(run.options.input, columns, sources, run.diagnostics, module);
    if (code == exit_success && !start(module, run.options.input, run.diagnostics, evaluator)) {
        code = exit_input;
    }
    if (code == exit_success) {
        code = bind_columns(run, evaluator);
    }
    print_diagnostics(run.diagnostics, run.options.diagnostics); // the sources end here
    if (code != exit_success || run.diagnostics.errors > 0) {
        return code != exit_success ? code : exit_input;
    }
    Output output;
    if (open_output(output, run.options.output)) {
        code = evaluate_rows(run, evaluator, module.bits, output);
    }
    if (!close_output(output, code == exit_success)) {
        add_file_error(run.diagnostics, output.error);
        code = exit_file;
    }
    return code;
}

} // namespace

int run_eval_csv(const EvalOptions &options) {
    CsvRun run = {options, make_diagnostics(options.diagnostics), nullptr, "", nullptr, {}, {}, 0, {}};
    const int code = run_rows(run);
    print_diagnostics(run.diagnostics, options.diagnostics);
    if (run.file != nullptr && run.file != stdin) {
        std::fclose(run.file);
    }
    return code;
}

} // namespace abax::host
