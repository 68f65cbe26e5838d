// `abax eval --csv`: one row of results for every row of a CSV file, in memory that does not grow with the file.
//
// In: a CSV file (csv_input.hpp) whose columns are bound to params (csv_columns.hpp), cells that are numbers (csv_cell.hpp).
// Out: a header and a row of numbers for every row, separated as the input's fields are (by commas where those are separated
// by blanks), with decimal points, in the shortest form that reads back. Rows leave before more are waited for.
// Rows are evaluated together as long as there are more at hand; where one of them may raise a fault, which is told with its row,
// they are evaluated one by one.
// A row that is wrong ends the evaluation; what comes after it is looked at for a while, so that all kinds of mistakes are
// said at once. Then nothing is left of a file of -o.
#include "eval.hpp"

#include <fmt/core.h>

#include "csv_cell.hpp"
#include "csv_columns.hpp"
#include "csv_findings.hpp"
#include "csv_input.hpp"
#include "faults.hpp"
#include "files.hpp"
#include "input.hpp"
#include "interrupt.hpp"
#include "number.hpp"
#include "progress.hpp"

namespace abax::host {
namespace {

constexpr size_t output_piece = size_t{1} << 16; // bytes that are written at once
constexpr size_t looked_at = size_t{1} << 24;    // bytes behind the first mistake
constexpr size_t rows_between_looks = 64;        // at the clock

struct CsvRun {
    const EvalOptions &options;
    Diagnostics diagnostics;
    CsvInput input = {diagnostics};
    SourceSet sources = {};
    Module module = {};
    Evaluator evaluator = {};
    CellFormat cells = {};
    std::vector<Binding> bindings = {};
    std::vector<Finding> bad_cells = {}; // for each binding
    Finding ragged_rows = {};
    Finding too_large = {};   // cells
    Finding too_small = {};   // cells
    Finding inexact = {};     // cells
    Finding faults = {};      // rows
    size_t at_once = 1;       // rows that are evaluated together
    size_t waiting = 0;       // rows that are not evaluated yet
    size_t rows = 0;          // evaluated
    std::string pending = {}; // results that are not written yet
};

size_t line_of(const CsvRun &run) { return run.input.row.line; }

void report_size(CsvRun &run) {
    CsvInput &input = run.input;
    const std::vector<CsvField> &fields = input.row.fields;
    const size_t columns = input.header.fields.size();
    Diagnostic *error =
        add_error(run.diagnostics, slug::CSV, {},
                  fmt::format("this row has {} field{}, the header {}{}", fields.size(), fields.size() == 1 ? "" : "s",
                              columns, input.row_names != 0 ? ", and rows begin with a row name" : ""));
    error->span = span_at(input, input.row, fields.front(), fields.back());
    if (fields.size() == columns + 1 && input.row_names == 0) {
        add_note(error, "a first field that is the name of the row stands in quotes, in the first row already");
    }
    describe(run.ragged_rows, run.diagnostics, error);
}

void report_cell(CsvRun &run, size_t binding, const std::string &text) {
    CsvInput &input = run.input;
    const Binding &bound = run.bindings[binding];
    Diagnostic *error = add_error(run.diagnostics, slug::CSV_CELL, {},
                                  fmt::format("'{}' is not a number, for the param '{}' from the column '{}'", text,
                                              bound.target, input.columns[bound.column]));
    place_at(input, error, input.row, input.row.fields[bound.column + input.row_names]);
    const std::string hint = cell_hint(run.cells, text);
    if (!hint.empty()) {
        add_note(error, hint);
    }
    describe(run.bad_cells[binding], run.diagnostics, error);
}

// Warns of a cell that is not what was written, once for each way of it.
void warn_about_cell(CsvRun &run, const CsvField &field, const Number &number) {
    Finding &finding = number.overflow ? run.too_large : number.underflow ? run.too_small : run.inexact;
    if (found(finding, line_of(run))) {
        describe(finding, run.diagnostics,
                 place_at(run.input, warn_about(run.diagnostics, number, run.cells.bits, {}), run.input.row, field));
    }
}

// Reads the cells of the row into the params. False if there is something wrong with it.
bool set_row(CsvRun &run) {
    CsvInput &input = run.input;
    if (!fit_csv_row(input)) {
        if (found(run.ragged_rows, line_of(run))) {
            report_size(run);
        }
        return false;
    }
    bool is_good = true;
    for (size_t i = 0; i < run.bindings.size(); i++) {
        const Binding &binding = run.bindings[i];
        const CsvField &field = input.row.fields[binding.column + input.row_names];
        const std::string_view cell = input.row.text.substr(field.begin, field.end - field.begin);
        const Number number = parse_cell(run.cells, cell, line_of(run));
        if (!number.valid) {
            is_good = false;
            if (found(run.bad_cells[i], line_of(run))) {
                report_cell(run, i, csv_text(input.row, field));
            }
            continue;
        }
        if (is_doubtful(number)) {
            warn_about_cell(run, field, number);
        }
        set_in_row(run.evaluator, binding.slot, run.waiting, number.value);
    }
    return is_good;
}

// Looks for other mistakes behind the first one. A pipe is not waited for. Returns true if the rest of the file was seen.
bool look_at_rest(CsvRun &run) {
    CsvInput &input = run.input;
    const size_t enough = csv_bytes_read(*input.reader) + looked_at;
    while (input.size && csv_bytes_read(*input.reader) < enough) {
        bool stopped = false;
        if (read_csv_row(input, stopped) != exit_success || stopped) {
            return false;
        }
        if (!input.has_row) {
            return true;
        }
        set_row(run);
    }
    return false;
}

// A title for a column of results: the name, or the text of an expression that has none.
std::string title(const CsvRun &run, size_t index) {
    return run.module.of_arguments ? run.options.input.expressions[index] : run.evaluator.results[index];
}

void write_pending(CsvRun &run, Output &output) {
    write(output, run.pending);
    run.pending.clear();
}

void report_fault(CsvRun &run) {
    const size_t before = run.diagnostics.list.size();
    warn_of_fault(run.module, run.evaluator, run.diagnostics);
    if (run.diagnostics.list.size() > before) {
        Diagnostic &warning = run.diagnostics.list.back();
        const CsvRow &row = run.input.row;
        add_note(&warning, "this is the first row where it is so",
                 span_at(run.input, row, row.fields.front(), row.fields.back()));
        describe(run.faults, run.diagnostics, &warning);
    }
}

// Evaluates the rows that wait; where there may be a fault it is the one row that was read last.
void evaluate_waiting(CsvRun &run, char delimiter) {
    if (run.waiting == 0) {
        return;
    }
    if (evaluate_rows(run.evaluator, run.waiting) != 0 && found(run.faults, line_of(run))) {
        report_fault(run);
    }
    for (size_t row = 0; row < run.waiting; row++) {
        for (size_t i = 0; i < run.evaluator.results.size(); i++) {
            if (i > 0) {
                run.pending += delimiter;
            }
            append_shortest(run.pending, result_in_row(run.evaluator, i, row), run.cells.bits);
        }
        run.pending += '\n';
    }
    run.rows += run.waiting;
    run.waiting = 0;
}

int evaluate_file(CsvRun &run, Output &output) {
    CsvInput &input = run.input;
    const char delimiter = run.cells.delimiter == ' ' ? ',' : run.cells.delimiter;
    Progress progress = start_progress(input.size, run.options.output == "-");
    on_csv_read(*input.reader, [&] {
        evaluate_waiting(run, delimiter);
        write_pending(run, output);
        if (!input.size) {
            flush(output); // whoever waits for the results of a pipe gets those that there are
        }
        show_progress(progress, csv_bytes_read(*input.reader), run.rows);
        return !output.failed && !is_interrupted();
    });
    for (size_t i = 0; i < run.evaluator.results.size(); i++) {
        run.pending.append(i > 0 ? 1 : 0, delimiter);
        append_csv_field(run.pending, title(run, i));
    }
    run.pending += '\n';
    int code = exit_success;
    bool stopped = false;
    bool seen_all = true;
    while (code == exit_success && input.has_row && !output.failed && !is_interrupted()) {
        if (!set_row(run)) {
            evaluate_waiting(run, delimiter);
            write_pending(run, output);
            seen_all = look_at_rest(run);
            code = exit_input;
            break;
        }
        run.waiting++;
        if (run.waiting == run.at_once) {
            evaluate_waiting(run, delimiter);
        }
        if (run.pending.size() >= output_piece) {
            write_pending(run, output);
        }
        if ((run.rows + run.waiting) % rows_between_looks == 0) {
            show_progress(progress, csv_bytes_read(*input.reader), run.rows);
        }
        code = read_csv_row(input, stopped);
    }
    evaluate_waiting(run, delimiter);
    write_pending(run, output);
    clear_progress(progress);
    for (const Finding &finding : run.bad_cells) {
        sum_up(finding, run.diagnostics, "cell", !seen_all);
    }
    sum_up(run.ragged_rows, run.diagnostics, "row", !seen_all);
    sum_up(run.too_large, run.diagnostics, "cell", !seen_all);
    sum_up(run.too_small, run.diagnostics, "cell", !seen_all);
    sum_up(run.inexact, run.diagnostics, "cell", !seen_all);
    sum_up(run.faults, run.diagnostics, "row", code != exit_success);
    return code;
}

int run_rows(CsvRun &run) {
    CsvInput &input = run.input;
    int code = open_csv_input(input, run.options.csv);
    if (code != exit_success) {
        return code;
    }
    // An expression may use any column by its name, or by the name that --map gives it.
    std::vector<std::string> columns = input.columns;
    for (const ColumnMap &map : run.options.maps) {
        columns.push_back(map.param);
    }
    code = load_input(run.options.input, columns, run.sources, run.diagnostics, run.module);
    if (code != exit_file && !start(run.module, run.options.input, columns, run.diagnostics, run.evaluator)) {
        code = exit_input;
    }
    if (code == exit_success) {
        run.bindings = bind_columns(input, run.options, run.module, run.evaluator);
    }
    print_diagnostics(run.diagnostics, run.options.diagnostics); // a long run does not hold them back
    if (code != exit_success || run.diagnostics.errors > 0) {
        return code != exit_success ? code : exit_input;
    }
    run.bad_cells.resize(run.bindings.size());
    std::vector<uint32_t> slots;
    for (const Binding &binding : run.bindings) {
        slots.push_back(binding.slot);
    }
    run.at_once = open_rows(run.evaluator, slots);
    run.cells.bits = run.module.bits;
    run.cells.delimiter = csv_delimiter(*input.reader);
    Output output;
    if (open_output(output, run.options.output)) {
        note_interrupts();
        code = evaluate_file(run, output);
        code = code == exit_success && run.diagnostics.errors > 0 ? exit_input : code; // of --werror
    }
    if (!close_output(output, code == exit_success && !is_interrupted())) {
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
    close_csv_input(run.input);
    end_if_interrupted();
    return code;
}

} // namespace abax::host
