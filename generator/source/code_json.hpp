// The part of the JSON model that only templates of generated source get: the module as code of their language, ready to be
// laid out. docs/json-model.md describes it.
#ifndef ABAX_GENERATOR_SOURCE_CODE_JSON_HPP
#define ABAX_GENERATOR_SOURCE_CODE_JSON_HPP

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "compile.hpp"
#include "module.hpp"
#include "source/code.hpp"

namespace abax::host::source {

struct CodeOptions {
    Language language = Language::Cpp;
    std::string header;     // that the source includes; "": the source holds the header's text itself
    bool self_test = false; // with known answers
};

// False, with the reason in `diagnostics`, where an expression cannot be written so that a compiler takes it.
bool code_json(const Module &module, const CompilerRun &run, const Table &table, const CodeOptions &options,
               Diagnostics &diagnostics, nlohmann::ordered_json &json);

} // namespace abax::host::source

#endif
