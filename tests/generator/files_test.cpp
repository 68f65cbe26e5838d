// Files: errors in the system's words, nothing half-written, nothing touched that does not change.
#include "files.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace {

using namespace abax::host;
namespace fs = std::filesystem;

struct Files : testing::Test {
    fs::path directory = fs::temp_directory_path() / ("abax files " + std::to_string(getpid()));
    std::string error;
    void SetUp() override { fs::create_directory(directory); }
    void TearDown() override { fs::remove_all(directory); }
    std::string path(const char *name) const { return (directory / name).string(); }
    std::string content(const char *name) {
        std::string text;
        return read_file(path(name), text, error) ? text : "?";
    }
    size_t count() const {
        return static_cast<size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
    }
};

TEST_F(Files, ReadsBytes) {
    const std::string bytes("a\0\xFF\r\n", 5);
    ASSERT_TRUE(write_file(path("x"), bytes, error)) << error;
    EXPECT_EQ(content("x"), bytes);
}

TEST_F(Files, SaysWhyNot) {
    std::string text;
    EXPECT_FALSE(read_file(path("nosuch"), text, error));
    EXPECT_EQ(error, path("nosuch") + ": No such file or directory");
    EXPECT_FALSE(read_file(directory.string(), text, error));
    EXPECT_EQ(error, directory.string() + ": Is a directory");
    EXPECT_FALSE(write_file(path("nosuch/x"), "a", error));
    EXPECT_EQ(error, path("nosuch/x") + ": No such file or directory");
}

TEST_F(Files, DoesNotTouchWhatIsTheSame) {
    ASSERT_TRUE(write_file(path("x"), "same", error));
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(path("x"), long_ago);
    ASSERT_TRUE(write_file(path("x"), "same", error));
    EXPECT_EQ(fs::last_write_time(path("x")), long_ago);
    ASSERT_TRUE(write_file(path("x"), "other", error));
    EXPECT_NE(fs::last_write_time(path("x")), long_ago);
    EXPECT_EQ(content("x"), "other");
}

TEST_F(Files, KeepsTheOldFileUntilTheNewOneIsWhole) {
    ASSERT_TRUE(write_file(path("x"), "old", error));
    Output output;
    ASSERT_TRUE(open_output(output, path("x")));
    write(output, "half");
    EXPECT_EQ(content("x"), "old");
    EXPECT_TRUE(close_output(output, false));
    EXPECT_EQ(content("x"), "old");
    EXPECT_EQ(count(), 1u);
}

TEST_F(Files, WritesThroughALink) {
    ASSERT_TRUE(write_file(path("target"), "old", error));
    fs::create_symlink("target", directory / "link");
    ASSERT_TRUE(write_file(path("link"), "new", error));
    EXPECT_TRUE(fs::is_symlink(directory / "link"));
    EXPECT_EQ(content("target"), "new");
}

TEST_F(Files, KnowsOneFileByItsNames) {
    ASSERT_TRUE(write_file(path("x"), "a", error));
    ASSERT_TRUE(write_file(path("y"), "a", error));
    fs::create_symlink("x", directory / "link");
    fs::create_directory(directory / "sub");
    EXPECT_TRUE(is_same_file(path("x"), path("link")));
    EXPECT_TRUE(is_same_file(path("x"), path("sub/../x")));
    EXPECT_FALSE(is_same_file(path("x"), path("y")));
    EXPECT_TRUE(is_same_file(path("new"), path("sub/../new"))); // none of them is there yet
    EXPECT_TRUE(is_same_file(path("no/new"), path("no/./new")));
    EXPECT_TRUE(is_same_file("no such/new", (fs::current_path() / "no such" / "new").string()));
    EXPECT_FALSE(is_same_file(path("new"), path("x")));
    EXPECT_FALSE(is_same_file("-", "-"));
    EXPECT_FALSE(is_same_file("/dev/null", "/dev/null"));
}

TEST_F(Files, NoticesAFullDisk) {
    if (!fs::exists("/dev/full")) {
        GTEST_SKIP() << "no /dev/full here";
    }
    EXPECT_FALSE(write_file("/dev/full", "a", error));
    EXPECT_EQ(error, "/dev/full: No space left on device");
}

} // namespace
