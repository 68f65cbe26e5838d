// A module as its author wrote it, read from a file or from the command line and not compiled yet.
//
// Every text that the compiler gets knows where it stands in the file. Declarations of a kind are in the order of the file;
// the compiler gets params, constants, curves, maps, natives, functions and expressions in this order, so that moving a
// section of the file changes no byte of the table.
#ifndef ABAX_GENERATOR_MODULE_HPP
#define ABAX_GENERATOR_MODULE_HPP

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics.hpp"
#include "settings.hpp"
#include "source.hpp"

namespace abax::host {

struct Param {
    MappedText name; // a member as "group.name"
    double value = 0;
    std::vector<double> elements; // of an array, which has no value and no text; empty: a single number
    std::string text;             // the default as written
    std::string unit;
    std::string doc;
    std::optional<double> min; // declarations, never clamps; of an array those of every element
    std::optional<double> max;
    bool free = false;       // nobody declared it: its name is the place where it is used first
    bool open_array = false; // it is used as an array and nobody said how long it is: there is nothing to compile yet
    std::string element;     // of an open array: what gives one of its elements a value, --set adc[2]=1
};

struct Constant {
    MappedText name;
    double value = 0;
    std::vector<double> elements; // of an array, which has no value and no text; empty: a single number
    std::string text;             // the value as written
    std::string unit;
    std::string doc;
};

// A curve, or a map: rows of values, one for every y, each with one for every x.
struct Curve {
    MappedText name;
    bool map = false;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> z; // of a map: row after row
    std::string unit;
    std::string doc;
};

// Supplied by the firmware.
struct Native {
    MappedText signature;
    bool pure = false; // equal arguments give equal values, and there is no effect
    std::string doc;
};

struct Function {
    MappedText signature;
    MappedText body;
    bool stands_in = false; // for a native, while the module is evaluated on the host
};

struct Expression {
    MappedText name;
    MappedText text;
    std::string unit;
    std::string doc;
    bool internal = false; // others may use it; it is no output
};

// Room in the frame, in slots, for versions of the module to come; 0: as much as is declared.
struct Reserve {
    uint32_t params = 0;
    uint32_t results = 0;
    uint32_t states = 0;
    Span params_place; // of the number, where there is one
    Span results_place;
    Span states_place;
};

struct Module {
    std::string name;
    std::string version;
    unsigned bits = 32; // of Real: f32 where the file does not say, because a module is for firmware
    unsigned log = 0;   // ABAX_LOG_…
    bool fast = false;  // permits rewrites that change the last bits
    Reserve reserve;
    const Source *source = nullptr;
    bool of_arguments = false; // made of -e, not read from a file
    std::vector<Param> params;
    std::vector<Constant> constants;
    std::vector<Curve> curves;
    std::vector<Curve> maps;
    std::vector<Native> natives;
    std::vector<Function> functions;
    std::vector<Expression> expressions;

    // What reading the file found. Errors are followed by more of them unless their consequences are known.
    std::set<size_t> used_definitions;          // the ordinals of what stands in for a native (--define)
    bool readable = false;                      // the compiler can be given what there is, even if it is incomplete
    bool incomplete = false;                    // there were errors
    std::vector<Span> reported;                 // places of which the compiler has nothing new to say
    std::set<std::string, std::less<>> refused; // names whose declarations could not be read
};

// What the command line says over the file.
struct ModuleOptions {
    std::optional<unsigned> bits;          // --real
    std::vector<ArraySetting> arrays = {}; // --array: how long the arrays are that an .expr file uses,
    std::vector<std::string> columns = {}; // or the columns of a CSV file that hold their elements
};

// Reads a module file, .toml or .expr. All that is wrong with it is in `diagnostics`; the module then holds what could be
// read and says that it is incomplete. False if there were errors.
bool read_module(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module);
bool read_module_toml(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module);
bool read_module_expr(const Source &source, const ModuleOptions &options, Diagnostics &diagnostics, Module &module);

// Says of a.b.c that there are no groups inside groups.
void report_nested_group(Span place, Diagnostics &diagnostics, Module &module);

// A name of the language: letters, digits and _, not beginning with a digit, not a reserved word.
bool is_name(std::string_view text);

// A name that can be one in C and C++ too, as the name of a module must be.
bool is_module_name(std::string_view text);

// A word of the language that cannot be a name: and, or, not, if.
bool is_reserved_name(std::string_view text);

// The name of a module whose file does not say it: the file's stem, with _ for what a name cannot hold.
std::string name_from_path(std::string_view path);

} // namespace abax::host

#endif
