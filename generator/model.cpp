// The JSON model of a compiled module: see model.hpp. Declarations come from the module as its author wrote it, places in the
// frame from the table, values from the compiler's graph.
#include "model.hpp"

#include <bit>
#include <filesystem>
#include <map>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "abax/version.h"
#include "compile/curves.hpp"
#include "compile/state.hpp"
#include "describe_table.hpp"
#include "graph_view.hpp"
#include "identifiers.hpp"
#include "json.hpp"
#include "position_index.hpp"
#include "scan.hpp"
#include "table_sections.hpp"
#include "value_graph.hpp"

namespace abax::host {
namespace {

using nlohmann::ordered_json;

struct Modelling {
    const Module &module;
    const Table &table;
    JsonDocument document;
    PositionIndex positions;
};

uint64_t bits_of(double value, unsigned bits) {
    return bits == 32 ? std::bit_cast<uint32_t>(static_cast<float>(value)) : std::bit_cast<uint64_t>(value);
}

ordered_json text_or_null(const std::string &text) { return text.empty() ? ordered_json() : ordered_json(text); }

ordered_json bound(const std::optional<double> &value, unsigned bits) {
    return value ? json_real(*value, bits) : ordered_json();
}

// A path of the build machine is nobody's business: the name of the file, without directories.
std::string file_name(const Source *source) {
    return source == nullptr ? "" : std::filesystem::path(source->name).filename().string();
}

ordered_json place_json(Modelling &m, const MappedText &text) {
    const Span span = span_of(text);
    if (span.source == nullptr) {
        return {};
    }
    const Position position = m.positions.at(*span.source, span.begin);
    return {{"file", file_name(span.source)}, {"line", position.line}, {"column", position.column}};
}

// The name as it is, and as C may have it.
ordered_json named(const std::string &name) {
    const size_t dot = name.find('.');
    ordered_json json = {{"name", name}};
    json["group"] = dot == std::string::npos ? ordered_json() : ordered_json(c_identifier(name.substr(0, dot)));
    json["identifier"] = c_identifier(name.substr(dot == std::string::npos ? 0 : dot + 1));
    json["suffix"] = c_suffix(name);
    return json;
}

// One number, or the elements of an array, with their bits.
void add_numbers(ordered_json &json, std::string_view key, double value, const std::vector<double> &elements,
                 unsigned bits) {
    if (elements.empty()) {
        json[key] = json_real(value, bits);
        json["bits"] = hex_bits(bits_of(value, bits), bits);
        return;
    }
    json[key] = ordered_json::array();
    json["bits"] = ordered_json::array();
    for (const double element : elements) {
        json[key].push_back(json_real(element, bits));
        json["bits"].push_back(hex_bits(bits_of(element, bits), bits));
    }
}

void add_module(Modelling &m) {
    const abax_header &header = header_of(m.table);
    m.document.member("model", 1);
    m.document.member("generator", "abax " ABAX_VERSION);
    m.document.begin_object("module");
    m.document.member("name", m.module.name);
    m.document.member("version", m.module.version);
    m.document.member("real", m.module.bits == 32 ? "f32" : "f64");
    m.document.member("log", m.module.log == ABAX_LOG_LN ? "ln" : "log10");
    m.document.member("fast", m.module.fast);
    m.document.member("file", file_name(m.module.source));
    m.document.end();
    m.document.begin_object("hashes");
    m.document.member("interface", hex_bits(header.interface_hash, 32));
    m.document.member("state", hex_bits(header.state_hash, 32));
    m.document.member("source", hex_bits(uint64_t{header.source_hash[1]} << 32 | header.source_hash[0], 64));
    m.document.member("table", hex_bits(header.crc, 32));
    m.document.end();
    m.document.begin_object("table");
    m.document.member("format", header.format);
    m.document.member("profile", profile_name(header.profile));
    m.document.member("instructions", feature_names(header.features));
    m.document.member("bytes", m.table.size);
    m.document.member("instance_bytes", instance_size_of(m.table));
    m.document.end();
    m.document.begin_object("frame");
    m.document.member("bytes", header.frame);
    m.document.member("params", header.params);
    m.document.member("results", header.results);
    m.document.member("states", header.states);
    m.document.member("constants", header.constants);
    m.document.member("starts", header.starts);
    m.document.member("temporaries", header.temporaries);
    m.document.end();
}

void add_params(Modelling &m) {
    const std::vector<TableEntry> entries = params_of(m.table);
    m.document.begin_list("params");
    for (size_t i = 0; i < entries.size(); i++) {
        const Param &param = m.module.params[i];
        ordered_json json = named(param.name.text);
        json["hash"] = hex_bits(entries[i].hash, 32);
        json["ordinal"] = i;
        json["slot"] = entries[i].slot;
        json["slots"] = entries[i].slots;
        json["array"] = !param.elements.empty();
        add_numbers(json, "default", param.value, param.elements, m.module.bits);
        json["unit"] = text_or_null(param.unit);
        json["doc"] = text_or_null(param.doc);
        json["min"] = bound(param.min, m.module.bits);
        json["max"] = bound(param.max, m.module.bits);
        json["declared"] = !param.free;
        json["place"] = place_json(m, param.name);
        m.document.element(json);
    }
    m.document.end();
}

// Curves and maps; one that nothing uses is not in the table.
void add_curves(Modelling &m, const Compilation &compilation) {
    for (const bool maps : {false, true}) {
        m.document.begin_list(maps ? "maps" : "curves");
        for (const Curve &curve : maps ? m.module.maps : m.module.curves) {
            const Declaration *d = compilation.first;
            while (d->title.size != curve.name.text.size() ||
                   std::string_view(d->title.data, d->title.size) != curve.name.text) {
                d = d->next;
            }
            ordered_json json = named(curve.name.text);
            json["place_in_table"] = d->used ? ordered_json(d->slot) : ordered_json();
            const auto add = [&](const std::string &key, const std::vector<double> &numbers) {
                ordered_json list;
                add_numbers(list, "value", 0, numbers, m.module.bits);
                json[key] = list["value"];
                json[key + "_bits"] = list["bits"];
            };
            add("x", curve.x);
            json[maps ? "x_even" : "even"] = curve_of(*d).x.even;
            add("y", curve.y);
            if (maps) {
                json["y_even"] = curve_of(*d).y.even;
                add("z", curve.z);
            }
            json["unit"] = text_or_null(curve.unit);
            json["doc"] = text_or_null(curve.doc);
            json["place"] = place_json(m, curve.name);
            m.document.element(json);
        }
        m.document.end();
    }
}

// Constants of one number, then arrays; a constant array that nothing indexes is not in the table.
void add_constants(Modelling &m, const Compilation &compilation) {
    std::map<std::string_view, const Declaration *> declared;
    for (const Declaration *d = compilation.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Constant) {
            declared[{d->title.data, d->title.size}] = d;
        }
    }
    for (const bool arrays : {false, true}) {
        m.document.begin_list(arrays ? "arrays" : "constants");
        for (const Constant &constant : m.module.constants) {
            if (constant.elements.empty() == arrays) {
                continue;
            }
            ordered_json json = named(constant.name.text);
            if (arrays) {
                const Declaration &d = *declared.at(constant.name.text);
                json["length"] = constant.elements.size();
                json["place_in_table"] = d.used ? ordered_json(d.slot) : ordered_json();
            }
            add_numbers(json, "value", constant.value, constant.elements, m.module.bits);
            json["unit"] = text_or_null(constant.unit);
            json["doc"] = text_or_null(constant.doc);
            json["place"] = place_json(m, constant.name);
            m.document.element(json);
        }
        m.document.end();
    }
}

void add_natives(Modelling &m) {
    std::map<std::string, size_t, std::less<>> imports;
    for (const TableEntry &entry : imports_of(m.table)) {
        imports.emplace(entry.name, imports.size());
    }
    m.document.begin_list("natives");
    for (const Native &native : m.module.natives) {
        const std::string name = signature_name(native.signature.text);
        const auto import = imports.find(name);
        ordered_json json = named(name);
        json["parameters"] = signature_parameters(native.signature.text);
        json["pure"] = native.pure;
        json["import"] = import == imports.end() ? ordered_json() : ordered_json(import->second);
        json["doc"] = text_or_null(native.doc);
        json["place"] = place_json(m, native.signature);
        m.document.element(json);
    }
    m.document.end();
}

void add_functions(Modelling &m) {
    m.document.begin_list("functions");
    for (const Function &function : m.module.functions) {
        ordered_json json = named(signature_name(function.signature.text));
        json["parameters"] = signature_parameters(function.signature.text);
        json["text"] = function.body.text;
        json["place"] = place_json(m, function.body);
        m.document.element(json);
    }
    m.document.end();
}

void add_expressions(Modelling &m) {
    const std::vector<TableEntry> entries = results_of(m.table);
    size_t ordinal = 0;
    m.document.begin_list("expressions");
    for (const Expression &expression : m.module.expressions) {
        ordered_json json = named(expression.name.text);
        json["internal"] = expression.internal;
        if (!expression.internal) {
            json["hash"] = hex_bits(entries[ordinal].hash, 32);
            json["ordinal"] = ordinal;
            json["slot"] = entries[ordinal].slot;
            ordinal++;
        }
        json["text"] = expression.text.text;
        json["unit"] = text_or_null(expression.unit);
        json["doc"] = text_or_null(expression.doc);
        json["place"] = place_json(m, expression.text);
        m.document.element(json);
    }
    m.document.end();
}

} // namespace

std::string json_model(const Module &module, const CompilerRun &run, const Table &table,
                       const nlohmann::ordered_json *code) {
    const Compilation &compilation = *static_cast<const Compilation *>(run.compiler.state);
    Modelling m = {module, table, {}, {}};
    add_module(m);
    add_params(m);
    add_constants(m, compilation);
    add_curves(m, compilation);
    add_natives(m);
    add_functions(m);
    add_expressions(m);
    m.document.begin_object("graph");
    add_value_graph(m.document, view_graph(compilation));
    m.document.end();
    if (code != nullptr) {
        m.document.member("code", *code);
    }
    return m.document.finish();
}

} // namespace abax::host
