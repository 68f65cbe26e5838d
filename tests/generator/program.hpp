// Runs the built program in a directory of its own, and keeps what it printed where.
#ifndef ABAX_TESTS_GENERATOR_PROGRAM_HPP
#define ABAX_TESTS_GENERATOR_PROGRAM_HPP

#include <filesystem>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

struct Program : testing::Test {
    std::filesystem::path directory; // with a space in its name

    void SetUp() override;
    void TearDown() override;

    // The arguments as a shell takes them; file names are relative to the directory.
    Outcome run(const std::string &arguments) const;
    void put(const std::string &name, std::string_view content) const;
    std::string get(const std::string &name) const;
};

#endif
