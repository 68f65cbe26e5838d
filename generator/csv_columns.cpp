// Which column of a CSV file gives which param its value: see csv_columns.hpp.
#include "csv_columns.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "csv_cell.hpp"
#include "nearest.hpp"

namespace abax::host {
namespace {

// A number that wants a value: a param, or an element of one that is an array.
struct Target {
    std::string name;
    uint32_t slot;
    bool is_set; // the command line gives its value
};

std::vector<Target> targets_of(const EvalOptions &options, const Module &module, const Evaluator &evaluator) {
    const std::vector<Setting> &settings = options.input.settings;
    const std::vector<ArraySetting> &arrays = options.input.arrays;
    std::vector<Target> targets;
    for (const Param &param : module.params) {
        const std::string &name = param.name.text;
        const std::optional<size_t> index = param_index(evaluator, name);
        if (!index) {
            continue;
        }
        const bool all_set =
            std::any_of(arrays.begin(), arrays.end(), [&](const ArraySetting &array) { return array.name == name; });
        const auto is_set = [&](std::optional<size_t> element) {
            return all_set || std::any_of(settings.begin(), settings.end(), [&](const Setting &setting) {
                       return setting.name == name && setting.index == element;
                   });
        };
        const uint32_t slot = evaluator.param_slots[*index];
        if (param.elements.empty()) {
            targets.push_back({name, slot, is_set(std::nullopt)});
        }
        for (uint32_t i = 0; i < param.elements.size(); i++) {
            targets.push_back({fmt::format("{}[{}]", name, i), slot + i, is_set(i)});
        }
    }
    return targets;
}

// The columns of each name, in order.
using Columns = std::unordered_map<std::string, std::vector<size_t>>;

Columns index_columns(const CsvInput &input) {
    Columns columns;
    for (size_t i = 0; i < input.columns.size(); i++) {
        columns[input.columns[i]].push_back(i);
    }
    return columns;
}

void report_two_columns(CsvInput &input, size_t first, size_t second) {
    const std::vector<CsvField> &fields = input.header.fields;
    Diagnostic *error = add_error(input.diagnostics, slug::CSV_COLUMN, {},
                                  fmt::format("there are two columns '{}'; which is meant?", input.columns[first]));
    place_at(input, error, input.header, fields[second]);
    add_note(error, "the first one is here", span_at(input, input.header, fields[first], fields[first]));
}

std::vector<std::string> names_of(const std::vector<Target> &targets) {
    std::vector<std::string> names;
    names.reserve(targets.size());
    for (const Target &target : targets) {
        names.push_back(target.name);
    }
    return names;
}

// An argument as it must be typed into a shell.
std::string shell_word(const std::string &text) {
    const bool is_plain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("_.=-+:,/%@").find(static_cast<char>(c)) != std::string_view::npos;
    });
    if (is_plain) {
        return text;
    }
    std::string word = "'";
    for (const char c : text) {
        word += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return word + "'";
}

// The columns that are nobody's by their own name.
std::vector<std::string> spare_columns(const CsvInput &input, const std::vector<Target> &targets) {
    const std::vector<std::string> names = names_of(targets);
    const std::unordered_set<std::string> taken(names.begin(), names.end());
    std::vector<std::string> spare = input.columns;
    std::erase_if(spare, [&](const std::string &column) { return taken.contains(column); });
    return spare;
}

bool is_number(const std::string &text) {
    CellFormat format;
    return !text.empty() && parse_cell(format, text, 1).valid;
}

void report_missing(CsvInput &input, const std::vector<Target> &targets, const std::vector<std::string> &missing) {
    Diagnostic *error =
        error_at_header(input, fmt::format("there is no column for {} {}",
                                           missing.size() == 1 ? "the param" : "the params", short_list(missing)));
    if (std::all_of(input.columns.begin(), input.columns.end(), is_number)) {
        add_note(error, "the first row must name the columns; these are numbers");
        return;
    }
    const std::vector<std::string> spare = spare_columns(input, targets);
    for (const std::string &name : std::span(missing).first(std::min(missing.size(), most_listed))) {
        const std::string near = nearest(name, spare);
        if (!near.empty()) {
            add_note(error, fmt::format("to read '{}' from the column '{}': --map {}", name, near,
                                        shell_word(fmt::format("{}={}", near, name))));
        }
    }
    add_note(error, fmt::format("bind a column with --map {}, or give a value with --set {}",
                                shell_word("COLUMN=" + missing.front()), shell_word(missing.front() + "=VALUE")));
}

void report_unknown_param(CsvInput &input, const ColumnMap &map, const std::vector<Target> &targets) {
    const std::vector<std::string> names = names_of(targets);
    const bool is_array = std::any_of(names.begin(), names.end(),
                                      [&](const std::string &name) { return name.starts_with(map.param + "["); });
    Diagnostic *error =
        add_error(input.diagnostics, slug::CSV_COLUMN, {},
                  is_array ? fmt::format("--map {}={}: '{}' is an array; a column is one element of it: '{}[0]'",
                                         map.column, map.param, map.param, map.param)
                           : fmt::format("--map {}={}: there is no param '{}'", map.column, map.param, map.param));
    const std::string meant = nearest(map.param, names);
    if (!is_array && !meant.empty()) {
        add_note(error, fmt::format("did you mean '{}'?", meant));
    }
    if (!is_array) {
        add_note(error, names.empty() ? "there are no params" : fmt::format("the params are {}", short_list(names)));
    }
}

void report_unknown_column(CsvInput &input, const ColumnMap &map) {
    const std::string meant = nearest(map.column, input.columns);
    error_at_header(input, fmt::format("--map {}={}: there is no column '{}'{}", map.column, map.param, map.column,
                                       meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant)));
}

// False if there is one for a param that there is not.
bool check_maps(CsvInput &input, const std::vector<ColumnMap> &maps, const std::vector<Target> &targets,
                const Columns &columns) {
    bool all_known = true;
    for (const ColumnMap &map : maps) {
        if (std::none_of(targets.begin(), targets.end(), [&](const Target &t) { return t.name == map.param; })) {
            report_unknown_param(input, map, targets);
            all_known = false;
        }
        if (!columns.contains(map.column)) {
            report_unknown_column(input, map);
        }
    }
    return all_known;
}

// What is given from the command line and by a column as well comes from the command line.
void warn_of_unused_column(CsvInput &input, const Target &target, size_t column) {
    place_at(input,
             add_warning(input.diagnostics, slug::NOT_USED, {},
                         fmt::format("the column '{}' is not used: the command line gives '{}' its value",
                                     input.columns[column], target.name)),
             input.header, input.header.fields[column]);
}

} // namespace

std::vector<Binding> bind_columns(CsvInput &input, const EvalOptions &options, const Module &module,
                                  const Evaluator &evaluator) {
    const std::vector<Target> targets = targets_of(options, module, evaluator);
    const Columns columns = index_columns(input);
    const bool all_known = check_maps(input, options.maps, targets, columns);
    std::vector<Binding> bindings;
    std::vector<std::string> missing;
    for (const Target &target : targets) {
        const auto map = std::find_if(options.maps.begin(), options.maps.end(),
                                      [&](const ColumnMap &candidate) { return candidate.param == target.name; });
        const bool is_mapped = map != options.maps.end();
        const auto found = columns.find(is_mapped ? map->column : target.name);
        if (found == columns.end()) {
            if (!target.is_set && !is_mapped) {
                missing.push_back(target.name);
            }
        } else if (target.is_set) {
            warn_of_unused_column(input, target, found->second.front());
        } else {
            if (found->second.size() > 1) {
                report_two_columns(input, found->second[0], found->second[1]);
            }
            bindings.push_back({target.slot, found->second.front(), target.name});
        }
    }
    if (!missing.empty() && all_known) { // else it may be what was meant
        report_missing(input, targets, missing);
    }
    return bindings;
}

} // namespace abax::host
