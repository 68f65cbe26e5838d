// A table as C: see emit_table_c.hpp.
//
// Every name begins with the module's. What follows is one of a few words, none of which begins another, and then a name of
// the module as c_suffix spells it: so no two names meet, and none is a keyword or a macro of somebody else's.
#include "emit_table_c.hpp"

#include <cctype>
#include <cstring>
#include <filesystem>

#include <fmt/core.h>

#include "abax/format.h"
#include "abax/version.h"
#include "identifiers.hpp"
#include "number.hpp"
#include "remark.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

struct Writer {
    const Module &module;
    const Table &table;
    std::string prefix; // climate
    std::string upper;  // CLIMATE
    std::string real;   // f32
    std::string out;

    template <typename... Arguments> void line(fmt::format_string<Arguments...> format, Arguments &&...arguments) {
        out += fmt::format(format, std::forward<Arguments>(arguments)...);
        out += '\n';
    }
};

// ": relative humidity; %; 0 to 100", as far as it is known.
std::string behind_name(const std::string &remark) { return remark.empty() ? "" : ": " + remark; }

void add_slots(Writer &w, const char *kind, size_t ordinal, const std::string &name, const TableEntry &entry) {
    const std::string suffix = c_suffix(name);
    w.line("    {0}_{1}_{2} = {3}, {0}_slot_{2} = {4}, {0}_slots_{2} = {5},", w.prefix, kind, suffix, ordinal,
           entry.slot, entry.slots);
}

void add_params(Writer &w) {
    const std::vector<TableEntry> entries = params_of(w.table);
    if (entries.empty()) {
        return;
    }
    w.line("\n/* Params: ordinal, first slot in the frame and number of slots of each. */");
    w.line("enum {{");
    for (size_t i = 0; i < entries.size(); i++) {
        const Param &param = w.module.params[i];
        w.line("    /* {}{} */",
               param.elements.empty() ? param.name.text : fmt::format("{}[{}]", param.name.text, entries[i].slots),
               behind_name(remark(param.doc, param.unit, param.min, param.max, w.module.bits)));
        add_slots(w, "param", i, param.name.text, entries[i]);
    }
    w.line("}};");
}

void add_results(Writer &w) {
    const std::vector<TableEntry> entries = results_of(w.table);
    if (entries.empty()) {
        return;
    }
    w.line("\n/* Results: the same. */");
    w.line("enum {{");
    size_t i = 0;
    for (const Expression &expression : w.module.expressions) {
        if (!expression.internal) {
            w.line("    /* {}{} */", expression.name.text,
                   behind_name(remark(expression.doc, expression.unit, {}, {}, w.module.bits)));
            add_slots(w, "result", i, expression.name.text, entries[i]);
            i++;
        }
    }
    w.line("}};");
}

// What the table imports, in its own order: not every native that the module declares is used.
void add_natives(Writer &w) {
    const std::vector<TableEntry> entries = imports_of(w.table);
    if (entries.empty()) {
        return;
    }
    w.line("\n/* Natives that the firmware supplies: ordinal, as in the position of an instance after ABAX_E_NATIVE, "
           "number "
           "of\n   arguments, and whether the native is pure. */");
    w.line("enum {{");
    for (size_t i = 0; i < entries.size(); i++) {
        for (const Native &native : w.module.natives) {
            const std::string_view signature = native.signature.text;
            const std::string_view name = signature.substr(0, signature.find_first_of("( \t"));
            if (name == entries[i].name) {
                w.line("    /* {}{} */", c_comment(signature),
                       behind_name(remark(native.doc, "", {}, {}, w.module.bits)));
            }
        }
        w.line("    {0}_native_{1} = {2}, {0}_arity_{1} = {3}, {0}_pure_{1} = {4},", w.prefix,
               c_suffix(entries[i].name), i, entries[i].arity, entries[i].pure ? 1 : 0);
    }
    w.line("}};");
}

void add_handles(Writer &w) {
    w.line(
        "\n/* Handles by name, without a search: abax_{0}_set(&instance, {1}_param(NAME), value). A member imu.ax is "
        "imu_dot_ax. */",
        w.real, w.prefix);
    w.line("#ifdef __cplusplus");
    w.line("#define {0}_param(name) (abax_{1}_param{{{0}_slot_##name, {0}_slots_##name}})", w.prefix, w.real);
    w.line("#define {0}_result(name) (abax_{1}_result{{{0}_slot_##name, {0}_slots_##name}})", w.prefix, w.real);
    w.line("#else");
    w.line("#define {0}_param(name) ((abax_{1}_param){{{0}_slot_##name, {0}_slots_##name}})", w.prefix, w.real);
    w.line("#define {0}_result(name) ((abax_{1}_result){{{0}_slot_##name, {0}_slots_##name}})", w.prefix, w.real);
    w.line("#endif");
}

std::string header_text(Writer w) {
    const abax_header &header = header_of(w.table);
    const std::string version = module_version_of(w.table);
    w.line("/*\n * {}\n *", generated_from(w.module, w.table));
    w.line(" * The table of the module {}{}{}, and where its params and results lie in the frame.", w.prefix,
           version.empty() ? "" : " ", c_comment(version));
    w.line(" *\n *     static abax_{}_table table;", w.real);
    w.line(" *     static abax_{}_instance instance;", w.real);
    w.line(" *     static uint64_t memory[{}_INSTANCE_SIZE / 8u];", w.upper);
    w.line(" *     abax_{0}_open(&table, {1}_table, {2}_TABLE_SIZE);", w.real, w.prefix, w.upper);
    w.line(" *     abax_{0}_init(&instance, &table, memory, sizeof memory, {1});", w.real,
           header.import_count == 0 ? "NULL, 0" : "natives, count");
    w.line(" *\n * A table that was loaded from elsewhere has its params and results in the same places if its "
           "interface_hash is\n"
           " * {}_INTERFACE_HASH.\n */",
           w.upper);
    w.line("#ifndef ABAX_{0}_TABLE_H\n#define ABAX_{0}_TABLE_H\n", w.prefix);
    w.line("#include \"abax/abax.h\"\n");
    w.line("#if ABAX_FORMAT_VERSION < {}\n#error \"this table needs a newer runtime\"\n#endif\n", header.format);
    w.line("#define {}_VERSION {}", w.upper, c_string(version));
    w.line("#define {}_TABLE_SIZE {}u /* bytes */", w.upper, w.table.size);
    w.line("#define {}_INSTANCE_SIZE {}u /* bytes of memory for an instance */", w.upper, instance_size_of(w.table));
    w.line("#define {}_INTERFACE_HASH 0x{:08x}U", w.upper, header.interface_hash);
    w.line("#define {}_STATE_HASH 0x{:08x}U", w.upper, header.state_hash);
    w.line("#define {}_SOURCE_HASH UINT64_C(0x{})", w.upper, source_hash_of(w.table));
    w.line("\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n");
    w.line("extern const uint64_t {}_table[{}_TABLE_SIZE / 8u];", w.prefix, w.upper);
    add_params(w);
    add_results(w);
    add_natives(w);
    add_handles(w);
    w.line("\n#ifdef __cplusplus\n}}\n#endif\n\n#endif");
    return std::move(w.out);
}

std::string source_text(Writer w, const std::string &header_name, const std::string &header) {
    if (header_name.empty()) {
        w.out += header + "\n";
    } else {
        w.line("/* {} */", generated_from(w.module, w.table));
        w.line("#include {}\n", fmt::format("\"{}\"", header_name));
    }
    w.line("/* The section that tables are put into: a build may define it, "
           "-DABAX_TABLE='__attribute__((section(\".tables\")))'. */");
    w.line("#ifndef ABAX_TABLE\n#define ABAX_TABLE\n#endif\n");
    w.line("ABAX_TABLE const uint64_t {}_table[{}_TABLE_SIZE / 8u] = {{", w.prefix, w.upper);
    for (size_t i = 0; i < w.table.size / sizeof(uint64_t); i++) {
        w.out += fmt::format("{}UINT64_C(0x{:016x}),{}", i % 3 == 0 ? "    " : " ", w.table.storage[i],
                             i % 3 == 2 ? "\n" : "");
    }
    w.out += w.out.ends_with('\n') ? "" : "\n";
    w.line("}};");
    return std::move(w.out);
}

} // namespace

std::string source_hash_of(const Table &table) {
    const abax_header &header = header_of(table);
    return fmt::format("{:08x}{:08x}", header.source_hash[1], header.source_hash[0]);
}

std::string generated_from(const Module &module, const Table &table) {
    const std::string file = std::filesystem::path(module.source != nullptr ? module.source->name : "").filename();
    return fmt::format("Generated by abax {} from {}{}, source hash {}: DO NOT EDIT.", ABAX_VERSION, c_comment(file),
                       module.fast ? " in the fast mode" : "", source_hash_of(table));
}

TableC emit_table_c(const Module &module, const Table &table, const std::string &header_name) {
    Writer writer = {module, table, module.name, module.name, std::string(real_name(module.bits)), ""};
    for (char &c : writer.upper) {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    TableC files;
    files.header = header_text(writer);
    files.source = source_text(writer, header_name, files.header);
    return files;
}

} // namespace abax::host
