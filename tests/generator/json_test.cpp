// JSON: valid whatever comes in, numbers that read back, and diagnostics as tools read them.
#include "json.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "diagnostics.hpp"
#include "number.hpp"

namespace {

using namespace abax::host;
using nlohmann::ordered_json;

TEST(Json, AnyBytesAreValid) {
    std::string bytes;
    for (int byte = 0; byte < 256; byte++) {
        bytes += static_cast<char>(byte);
    }
    const std::string line = json_line({{"text", bytes}});
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const std::string text = ordered_json::parse(line)["text"];
    EXPECT_EQ(text.substr(0, 128), bytes.substr(0, 128));
    EXPECT_EQ(text.substr(128, 6), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

// What a terminal or an editor acts upon is escaped, and reads back; everything else stays readable.
TEST(Json, ControlsAreEscaped) {
    struct Row {
        const char *text;
        const char *json;
    };
    for (const Row &row : {Row{"\x1B[2J", "\"\\u001b[2J\""},
                           {"a\x7F"
                            "b",
                            "\"a\\u007fb\""},
                           {"\xC2\x80\xC2\x9F\xC2\xA0", "\"\\u0080\\u009f\xC2\xA0\""},
                           {"\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x93", "\"\\u202e\\u2066\xE2\x80\x93\""},
                           {"\xC2\xB0"
                            "C \xE6\x97\xA5",
                            "\"\xC2\xB0"
                            "C \xE6\x97\xA5\""}}) {
        EXPECT_EQ(json_line(row.text), row.json);
        EXPECT_EQ(ordered_json::parse(json_line(row.text)), row.text);
    }
}

TEST(Json, Numbers) {
    struct Row {
        double value;
        unsigned bits;
        const char *json;
    };
    for (const Row &row : {Row{static_cast<double>(0.1F), 32, "0.1"},
                           {0.1, 64, "0.1"},
                           {100.0, 32, "100.0"},
                           {-0.0, 64, "-0.0"},
                           {static_cast<double>(1e-45F), 32, "1e-45"},
                           {5e-324, 64, "5e-324"},
                           {1.7976931348623157e308, 64, "1.7976931348623157e+308"},
                           {std::numeric_limits<double>::infinity(), 32, "\"inf\""},
                           {-std::numeric_limits<double>::infinity(), 64, "\"-inf\""},
                           {std::numeric_limits<double>::quiet_NaN(), 64, "\"nan\""}}) {
        EXPECT_EQ(json_line(json_real(row.value, row.bits)), row.json);
    }
    // What is printed reads back to the same float, by way of a double, as JSON readers do it.
    for (uint32_t bits = 1; bits < 0x7F800000u; bits += 40503u * 17) {
        float value = 0;
        std::memcpy(&value, &bits, sizeof value);
        const double back = ordered_json::parse(json_line(json_real(static_cast<double>(value), 32)));
        EXPECT_EQ(static_cast<float>(back), value);
    }
    EXPECT_EQ(hex_bits(0x3DCCCCCD, 32), "0x3dcccccd");
    EXPECT_EQ(hex_bits(1, 64), "0x0000000000000001");
}

TEST(Json, Documents) {
    EXPECT_EQ(JsonDocument().finish(), "{}\n");
    JsonDocument document;
    document.member("a\"", 1);
    document.begin_list("empty");
    document.end();
    document.begin_list("list");
    document.element({{"x", true}});
    document.begin_object();
    document.member("y", nullptr);
    document.begin_object("z");
    EXPECT_EQ(document.finish(), "{\n"
                                 "  \"a\\\"\": 1,\n"
                                 "  \"empty\": [],\n"
                                 "  \"list\": [\n"
                                 "    {\"x\":true},\n"
                                 "    {\n"
                                 "      \"y\": null,\n"
                                 "      \"z\": {}\n"
                                 "    }\n"
                                 "  ]\n"
                                 "}\n");
}

TEST(RenderJson, ADiagnosticWithNotes) {
    SourceSet sources;
    const Source &source = add_source(sources, "m.toml", "\xC3\xA4 = \xFF 2x\nb");
    Diagnostic diagnostic;
    diagnostic.severity = Severity::Warning;
    diagnostic.code = "code";
    diagnostic.message = "say \"\xFF\"";
    diagnostic.span = {&source, 0, 8};
    diagnostic.notes.push_back({Severity::Fixit, "*", {&source, 8, 8}});
    diagnostic.notes.push_back({Severity::Fixit, "", {&source, 7, 8}});
    diagnostic.notes.push_back({Severity::Note, "think", {}});
    EXPECT_EQ(
        render_json(diagnostic),
        "{\"severity\":\"warning\",\"code\":\"code\",\"message\":\"say \\\"\xEF\xBF\xBD\\\"\",\"file\":\"m.toml\","
        "\"line\":1,\"column\":1,\"length\":7,\"notes\":["
        "{\"severity\":\"fix-it\",\"message\":\"insert '*' here\",\"file\":\"m.toml\",\"line\":1,\"column\":8,"
        "\"length\":0,\"replacement\":\"*\"},"
        "{\"severity\":\"fix-it\",\"message\":\"remove this\",\"file\":\"m.toml\",\"line\":1,\"column\":7,"
        "\"length\":1,\"replacement\":\"\"},"
        "{\"severity\":\"note\",\"message\":\"think\",\"file\":null,\"line\":null,\"column\":null,"
        "\"length\":null}]}\n");
}

TEST(RenderJson, PlacesWithoutASource) {
    Diagnostic diagnostic;
    diagnostic.message = "bad";
    EXPECT_EQ(render_json(diagnostic), "{\"severity\":\"error\",\"code\":\"\",\"message\":\"bad\",\"file\":null,"
                                       "\"line\":null,\"column\":null,\"length\":null,\"notes\":[]}\n");
    diagnostic.file = "a.csv";
    diagnostic.position = Position{3, 7};
    EXPECT_EQ(render_json(diagnostic), "{\"severity\":\"error\",\"code\":\"\",\"message\":\"bad\",\"file\":\"a.csv\","
                                       "\"line\":3,\"column\":7,\"length\":0,\"notes\":[]}\n");
}

} // namespace
