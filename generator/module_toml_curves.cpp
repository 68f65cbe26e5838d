// [curves] and [maps] of a module file: points, and what is wrong with them, with its place.
//
// What cannot be read declares nothing, and its name is refused, so that its uses are no errors.
#include <cmath>

#include <fmt/core.h>

#include "abax/compiler.h"
#include "compile.hpp"
#include "module_toml.hpp"

namespace abax::host {
namespace {

const std::vector<std::string> curve_keys = {"x", "y", "unit", "doc"};
const std::vector<std::string> map_keys = {"x", "y", "z", "unit", "doc"};

// Numbers with their places.
struct Numbers {
    std::vector<double> values;
    std::vector<Span> places;
    Span place; // of the array
    bool given = false;
    bool valid = false;
};

std::string_view written(const Span &place) {
    return std::string_view(place.source->text).substr(place.begin, place.end - place.begin);
}

// Numbers that are not finite: the first one is enough.
bool check_finite(TomlReader &reader, const Numbers &numbers, const std::string &name) {
    for (size_t i = 0; i < numbers.values.size(); i++) {
        if (!std::isfinite(numbers.values[i])) {
            add_error(reader.diagnostics, abax_diagnostic_slug(ABAX_D_CURVE_FINITE), numbers.places[i],
                      fmt::format("{}[{}] must be a finite number, not {}", name, i, written(numbers.places[i])));
            return false;
        }
    }
    return true;
}

bool read_numbers(TomlReader &reader, const TomlItem &item, const std::string &name, Numbers &numbers) {
    numbers.given = true;
    numbers.place = value_span(reader, item);
    if (!item.node->is_array()) {
        wrong_type(reader, item, "an array of numbers");
        return false;
    }
    const size_t errors_before = reader.diagnostics.errors;
    numbers.valid = read_elements(reader, item, name, numbers.values, numbers.places) &&
                    reader.diagnostics.errors == errors_before && check_finite(reader, numbers, name);
    return numbers.valid;
}

// An axis: two breakpoints or more, each above the one before.
bool check_axis(TomlReader &reader, const Numbers &axis, const std::string &name) {
    if (axis.values.size() < 2) {
        Diagnostic *error = add_error(reader.diagnostics, abax_diagnostic_slug(ABAX_D_CURVE_LENGTH), axis.place,
                                      fmt::format("'{}' has one breakpoint; it must have two or more", name));
        add_note(error, "what is the same everywhere is a constant");
        return false;
    }
    for (size_t i = 1; i < axis.values.size(); i++) {
        if (!(axis.values[i - 1] < axis.values[i])) {
            const bool equal = written(axis.places[i - 1]) != written(axis.places[i]) &&
                               axis.values[i - 1] == axis.values[i]; // once they are rounded
            Diagnostic *error =
                add_error(reader.diagnostics, abax_diagnostic_slug(ABAX_D_CURVE_ORDER), axis.places[i],
                          fmt::format("breakpoints must increase: {0}[{1}] = {2} is not above {0}[{3}] = {4}{5}", name,
                                      i, written(axis.places[i]), i - 1, written(axis.places[i - 1]),
                                      equal ? reader.module.bits == 32 ? " in f32" : " in f64" : ""));
            add_note(error, fmt::format("{}[{}] is here", name, i - 1), axis.places[i - 1]);
            return false;
        }
    }
    return true;
}

// z of a map: an array of rows.
bool read_rows(TomlReader &reader, const TomlItem &item, const std::string &name, std::vector<Numbers> &rows) {
    const toml::array *array = item.node->as_array();
    if (array == nullptr) {
        wrong_type(reader, item, "an array of rows, each an array of numbers");
        return false;
    }
    bool valid = true;
    for (size_t i = 0; i < array->size() && valid; i++) {
        const std::string row_name = fmt::format("{}[{}]", name, i);
        const TomlItem row = {row_name, &(*array)[i], item.begin};
        valid = read_numbers(reader, row, row_name, rows.emplace_back());
    }
    return valid;
}

bool same_length(TomlReader &reader, const std::string &name, const char *values, const Numbers &numbers,
                 const char *breakpoints, size_t wanted) {
    if (numbers.values.size() == wanted) {
        return true;
    }
    add_error(
        reader.diagnostics, abax_diagnostic_slug(ABAX_D_CURVE_LENGTH), numbers.place,
        fmt::format("'{}' has {} breakpoints {}, but {} {}", name, wanted, breakpoints, numbers.values.size(), values));
    return false;
}

// A table that lacks keys.
bool has_keys(TomlReader &reader, const TomlItem &item, const std::string &name,
              const std::vector<std::string> &missing, bool map) {
    if (missing.empty()) {
        return true;
    }
    std::string list;
    for (const std::string &key : missing) {
        list += (list.empty() ? "" : " and no ") + key;
    }
    Diagnostic *error = add_error(reader.diagnostics, slug::MISSING_KEY, key_span(reader, item),
                                  fmt::format("'{}' has no {}", name, list));
    add_note(error,
             map ? "a map is { x = […], y = […], z = [[…], …] }: a row of z for every y, with a value for every x"
                 : "a curve is { x = […], y = […] }");
    return false;
}

bool read_curve(TomlReader &reader, const TomlItem &item, Curve &curve) {
    const std::string &name = curve.name.text;
    const toml::table *fields = item.node->as_table();
    if (fields == nullptr) {
        Diagnostic *error = wrong_type(reader, item, "a table");
        add_note(error, curve.map ? "a map is { x = […], y = […], z = [[…], …] }" : "a curve is { x = […], y = […] }");
        return false;
    }
    const size_t errors_before = reader.diagnostics.errors;
    Numbers x;
    Numbers y;
    std::vector<Numbers> rows;
    bool has_rows = false;
    Span rows_place;
    for (const TomlItem &field : items_of(reader, *fields)) {
        if (field.name == "x") {
            read_numbers(reader, field, name + ".x", x);
        } else if (field.name == "y") {
            read_numbers(reader, field, name + ".y", y);
        } else if (field.name == "z" && curve.map) {
            has_rows = true;
            rows_place = value_span(reader, field);
            read_rows(reader, field, name + ".z", rows);
        } else if (field.name == "unit") {
            read_plain_string(reader, field, curve.unit);
        } else if (field.name == "doc") {
            read_plain_string(reader, field, curve.doc);
        } else {
            unknown_key(reader, field, fmt::format("'{}'", name), curve.map ? map_keys : curve_keys);
        }
    }
    if (reader.diagnostics.errors == errors_before) {
        std::vector<std::string> missing;
        for (const auto &[given, key] :
             {std::pair(x.given, "x"), std::pair(y.given, "y"), std::pair(has_rows || !curve.map, "z")}) {
            if (!given) {
                missing.emplace_back(key);
            }
        }
        has_keys(reader, item, name, missing, curve.map);
    }
    if (x.valid) {
        check_axis(reader, x, name + ".x");
    }
    if (y.valid && curve.map) {
        check_axis(reader, y, name + ".y");
    }
    if (reader.diagnostics.errors != errors_before) {
        return false;
    }
    if (curve.map && rows.size() != y.values.size()) {
        add_error(reader.diagnostics, abax_diagnostic_slug(ABAX_D_CURVE_LENGTH), rows_place,
                  fmt::format("'{}' has {} breakpoints y, but {} rows z", name, y.values.size(), rows.size()));
        return false;
    }
    if (!curve.map && !same_length(reader, name, "values y", y, "x", x.values.size())) {
        return false;
    }
    for (const Numbers &row : rows) {
        if (!same_length(reader, name, "values in this row of z", row, "x", x.values.size())) {
            return false;
        }
        curve.z.insert(curve.z.end(), row.values.begin(), row.values.end());
    }
    curve.x = x.values;
    curve.y = y.values;
    return true;
}

void read_section(TomlReader &reader, const toml::table &table, bool map) {
    for (const TomlItem &item : items_of(reader, table)) {
        Curve curve;
        curve.map = map;
        if (!read_name(reader, item, curve.name)) {
            continue;
        }
        if (read_curve(reader, item, curve)) {
            (map ? reader.module.maps : reader.module.curves).push_back(std::move(curve));
        } else {
            reader.module.refused.insert(curve.name.text);
        }
    }
}

} // namespace

void read_curves(TomlReader &reader, const toml::table &table) { read_section(reader, table, false); }
void read_maps(TomlReader &reader, const toml::table &table) { read_section(reader, table, true); }

} // namespace abax::host
