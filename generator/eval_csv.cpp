// `abax eval --csv`: one row of results for every row of a CSV file, in memory that does not grow with the file.
//
// The header row names the columns. A param gets its values from the column of its name, or from the one that --map names;
// a param without a column needs --set. An empty cell, and R's NA, is NaN. Empty fields behind the last column are ignored.
// When the first row has one field more than the header, and it begins with a quoted one, rows begin with a row name, as R
// writes them; this is decided once, for all rows.
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
    std::string name = {}; // of the file, for diagnostics
    CsvReaderPointer reader = nullptr;
    CsvRow header = {};
    std::optional<CsvRow> first = {}; // the first row of data, read ahead
    size_t row_name = 0;              // 1 when rows begin with a row name
    std::vector<Binding> bindings = {};
    SourceSet shown = {};        // the rows that diagnostics point to
    bool warned_range = false;   // of a cell that is too large, once
    bool warned_inexact = false; // of a cell that is not exact, once
};

// Puts a diagnostic at a field of a row. Rows that are too long to be shown are named by line and column.
Diagnostic *place_at(CsvRun &run, Diagnostic *diagnostic, const CsvRow &row, const CsvField &field) {
    if (diagnostic == nullptr) {
        return nullptr;
    }
    if (row.text.empty()) {
        diagnostic->file = run.name;
        diagnostic->position = field.position;
    } else {
        diagnostic->span = {&add_source(run.shown, run.name, row.text, row.text_line), field.begin, field.end};
    }
    return diagnostic;
}

Diagnostic *error_at(CsvRun &run, std::string_view code, const CsvRow &row, const CsvField &field,
                     std::string message) {
    return place_at(run, add_error(run.diagnostics, code, {}, std::move(message)), row, field);
}

Diagnostic *error_at_header(CsvRun &run, std::string message) {
    CsvField all = run.header.fields.front();
    all.end = run.header.fields.back().end;
    return error_at(run, slug::CSV_COLUMN, run.header, all, std::move(message));
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
        error_at(run, slug::CSV, next, next.fields.front(), problem);
        return exit_input;
    case CsvStatus::ReadError:
        break;
    }
    add_file_error(run.diagnostics, fmt::format("{}: {}", run.name, std::strerror(errno)));
    return exit_file;
}

// Drops empty fields at the end of a row that has more than `size`: what delimiters behind the last column make.
void drop_empty_end(CsvRow &row, size_t size) {
    while (row.fields.size() > size && row.fields.back().text.empty() && !row.fields.back().quoted) {
        row.fields.pop_back();
    }
}

// Decides by the first row of data whether rows begin with a row name.
int find_row_names(CsvRun &run) {
    const CsvRow &first = *run.first;
    const size_t columns = run.header.fields.size();
    if (first.fields.size() != columns + 1 || !first.fields.front().quoted) {
        return exit_success; // where there are too many fields, set_row says so
    }
    const CsvField &last = first.fields.back();
    if (last.text.empty() && !last.quoted) {
        Diagnostic *error = error_at(run, slug::CSV, first, first.fields.front(),
                                     "the header has no name for this field, or the row ends in a delimiter too many");
        add_note(error, "name all columns in the header, row names too, and end all rows alike");
        return exit_input;
    }
    run.row_name = 1;
    return exit_success;
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
        Diagnostic *error =
            add_error(run.diagnostics, slug::CSV, {}, "the file is empty; its first row must name the columns");
        error->file = run.name;
        error->position = Position{1, 1};
        return exit_input;
    }
    run.header = std::move(*header);
    drop_empty_end(run.header, 1);
    code = read_row(run, run.first);
    return code == exit_success && run.first ? find_row_names(run) : code;
}

// The column of that name: exactly one, or an error; nothing if there is none.
std::optional<size_t> find_column(CsvRun &run, std::string_view name) {
    std::optional<size_t> found;
    for (size_t i = 0; i < run.header.fields.size(); i++) {
        if (run.header.fields[i].text != name) {
            continue;
        }
        if (found) {
            error_at(run, slug::CSV_COLUMN, run.header, run.header.fields[i],
                     fmt::format("there are two columns '{}'", name));
            return found;
        }
        found = i;
    }
    return found;
}

void report_missing(CsvRun &run, const std::vector<std::string> &missing) {
    const bool one = missing.size() == 1;
    Diagnostic *error = error_at_header(
        run, fmt::format("there is no column for the param{} {}", one ? "" : "s", quoted_list(missing)));
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
            Diagnostic *error = error_at_header(run, fmt::format("there is no column '{}'", map.column));
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
                place_at(run, warning, run.header, run.header.fields[*column]);
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

int report_size(CsvRun &run, const CsvRow &row) {
    CsvField all = row.fields.front();
    all.end = row.fields.back().end;
    const size_t columns = run.header.fields.size();
    Diagnostic *error = error_at(run, slug::CSV, row, all,
                                 fmt::format("this row has {} field{}, the header {}{}", row.fields.size(),
                                             row.fields.size() == 1 ? "" : "s", columns,
                                             run.row_name != 0 ? ", and rows begin with a row name" : ""));
    if (row.fields.size() == columns + 1 && run.row_name == 0) {
        add_note(error, "a first field that is the name of the row stands in quotes, in the first row already");
    }
    return exit_input;
}

// Warns of a cell that is not what was written, once for each way of it.
void warn_about_cell(CsvRun &run, const CsvRow &row, const CsvField &cell, const Number &number, unsigned bits) {
    bool &warned = number.overflow ? run.warned_range : run.warned_inexact;
    if ((number.overflow || number.inexact_integer) && !warned) {
        warned = true;
        place_at(run, warn_about(run.diagnostics, number, bits, {}), row, cell);
    }
}

int set_row(CsvRun &run, CsvRow &row, Evaluator &evaluator, unsigned bits) {
    drop_empty_end(row, run.header.fields.size() + run.row_name);
    if (row.fields.size() != run.header.fields.size() + run.row_name) {
        return report_size(run, row);
    }
    for (const Binding &binding : run.bindings) {
        const CsvField &cell = row.fields[binding.column + run.row_name];
        Number number = parse_number_text(cell.text, bits);
        if (!number.valid && (cell.text.empty() || cell.text == "NA" || cell.text == "NaN")) {
            number = parse_number_text("nan", bits);
        }
        if (!number.valid) {
            error_at(run, slug::CSV_CELL, row, cell,
                     fmt::format("'{}' is not a number, for the param '{}' from the column '{}'", cell.text,
                                 evaluator.params[binding.param], run.header.fields[binding.column].text));
            return exit_input;
        }
        warn_about_cell(run, row, cell, number, bits);
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
    if (code != exit_file && !start(module, run.options.input, columns, run.diagnostics, evaluator)) {
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
    CsvRun run = {options, make_diagnostics(options.diagnostics)};
    const int code = run_rows(run);
    print_diagnostics(run.diagnostics, options.diagnostics);
    if (run.file != nullptr && run.file != stdin) {
        std::fclose(run.file);
    }
    return code;
}

} // namespace abax::host
