// The JSON model of a compiled module: everything that is known about it, for templates that turn it into source and for
// whoever else wants to read it. docs/json-model.md describes it, key by key.
#ifndef ABAX_GENERATOR_MODEL_HPP
#define ABAX_GENERATOR_MODEL_HPP

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "compile.hpp"
#include "module.hpp"

namespace abax::host {

// `run` is the compilation of the module and `table` what it made. `code` is what only templates of source get, or null.
std::string json_model(const Module &module, const CompilerRun &run, const Table &table,
                       const nlohmann::ordered_json *code = nullptr);

} // namespace abax::host

#endif
