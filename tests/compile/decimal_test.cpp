// Number literals: their exact value. Known values and known hard ones, literals of great length, and the scratch they take.
// What is random or made by the million is in number_random_test.cpp and number_hard_test.cpp.
#include "number_reference.hpp"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace abax_tests {
namespace {

using abax::Arena;
using abax::NumberValue;

TEST(Convert, KnownValues) {
    struct Row {
        const char *text;
        uint64_t f32;
        uint64_t f64;
    };
    const Row rows[] = {
        {"0", 0, 0},
        {"0.000e999999999", 0, 0},
        {"0e999999999999999999999999999999", 0, 0},
        {"0e-999999999999999999999999999999", 0, 0},
        {"1e-99999999999999999999999999999", 0, 0},
        {"1e99999999999999999999999999999", infinity(32), infinity(64)},
        {"1", 0x3F800000, 0x3FF0000000000000},
        {"007", 0x40E00000, 0x401C000000000000},
        {"1_0.2_5e0_1", 0x42CD0000, 0x4059A00000000000},
        {"0.1", 0x3DCCCCCD, 0x3FB999999999999A},
        {"0xFF", 0x437F0000, 0x406FE00000000000},
        {"0b1010", 0x41200000, 0x4024000000000000},
        {"0xFFFFFFFF", 0x4F800000, 0x41EFFFFFFFE00000},
        {"0x1000001", 0x4B800000, 0x4170000010000000},                     // a tie in f32
        {"0x1000003", 0x4B800002, 0x4170000030000000},                     // the other way
        {"0x100000100000000000000000001", 0x73800001, 0x4670000010000000}, // above it by the last of 105 bits
        {"0x20000000000001", 0x5A000000, 0x4340000000000000},
        {"0x20000000000003", 0x5A000000, 0x4340000000000002},
        {"16777217", 0x4B800000, 0x4170000010000000},
        {"16777219", 0x4B800002, 0x4170000030000000},
        {"9007199254740993", 0x5A000000, 0x4340000000000000},
        {"9007199254740993.00000000000000000000000000000000000001", 0x5A000000, 0x4340000000000001},
        {"2.2250738585072011e-308", 0, 0x000FFFFFFFFFFFFF}, // hung PHP's and Java's conversions
        {"2.2250738585072012e-308", 0, 0x0010000000000000},
        {"4.9e-324", 0, 1},
        {"2.4703282292062327e-324", 0, 0},
        {"2.4703282292062328e-324", 0, 1},
        {"1.7976931348623157e308", infinity(32), 0x7FEFFFFFFFFFFFFF},
        {"1.7976931348623158e308", infinity(32), 0x7FEFFFFFFFFFFFFF},
        {"1.7976931348623159e308", infinity(32), infinity(64)},
        {"340282356779733661637539395458142568447", 0x7F7FFFFF, 0x47EFFFFFF0000000},
        {"340282356779733661637539395458142568448", infinity(32), 0x47EFFFFFF0000000},
        {"6.62607015e-34", 0x085C305F, 0x390B860BDE023111},
        {"1.3806504e-23", 0x19858740, 0x3B30B0E7F1528C6D},
    };
    for (const Row &row : rows) {
        EXPECT_EQ(value_of(row.text, 32).bits, row.f32) << row.text;
        EXPECT_EQ(value_of(row.text, 64).bits, row.f64) << row.text;
        EXPECT_EQ(mpfr_value(row.text, 32).bits, row.f32) << row.text;
        EXPECT_EQ(mpfr_value(row.text, 64).bits, row.f64) << row.text;
    }
}

// Inputs that published conversions got wrong, or that their authors chose because they are hard: close to half way between
// two doubles at every number of digits (Paxson's tables), and collected bug reports.
TEST(Convert, HardCases) {
    const char *const texts[] = {
        "5e125",
        "69e267",
        "999e-26",
        "7861e-34",
        "75569e-254",
        "928609e-261",
        "9210917e80",
        "84863171e114",
        "653777767e273",
        "5232604057e-298",
        "27235667517e-109",
        "653532977297e-123",
        "3142213164987e-294",
        "46202199371337e-72",
        "231010996856685e-73",
        "9324754620109615e212",
        "78459735791271921e49",
        "272104041512242479e200",
        "6802601037806061975e198",
        "20505426358836677347e-221",
        "836168422905420598437e-234",
        "4891559871276714924261e222",
        "9e-265",
        "85e-37",
        "623e100",
        "3571e263",
        "81661e153",
        "920657e-23",
        "4603285e-24",
        "87575437e-309",
        "245540327e122",
        "6138508175e120",
        "83356057653e193",
        "619534293513e124",
        "2335141086879e218",
        "36167929443327e-159",
        "609610927149051e-255",
        "3743626360493413e-165",
        "94080055902682397e-242",
        "899810892172646163e283",
        "7120190517612959703e120",
        "25188282901709339043e-252",
        "308984926168550152811e-52",
        "6372891218502368041059e64",
        "0.500000000000000166533453693773481063544750213623046875",
        "3.518437208883201171875e13",
        "62.5364939768271845828",
        "8.10109172351e-10",
        "1.50000000000000011102230246251565",
        "6929495644600919.5",
        "9007199254740991.4999999999999999999999999999999995",
        "9214843084008499",
        "104110013277974872254e-225",
        "30078505129381147446200",
        "1777820000000000000001",
        "0.3932922657273",
        "1.23e-20",
        "358416272e-33",
        "6.631236846766476e-316",
        "3.2378839133029012895883524125015321748630094231514e-319",
        "2.2250738585072014e-308",
        "0.000000000000000000000000000000000000011754943508222875079687365372222456778186655567720875215087517062784172"
        "594547271728515625",
        "1.401298464324817070923729583289916131280261941876515771757060e-45",
        "7.006492321624085354618e-46",
        "7.0064923216240853546186479164495806564013097093825788587853e-46",
        "1.00000017881393421514957253748434595763683"
        "319091796875001",
        "8589973000",
        "8589973504.0000000000000000000000000001",
        "1.1754941406275178592461758986628081843"
        "312458647327962400313859427181746759860647699724722770042717456817626953125",
        // One value below the smallest normal double and around it, written in the ways that hung or misled readers.
        "2.2250738585072011e-308",
        "0.00000000022250738585072011e-298",
        "22250738585072011e-324",
        "22250738585072011000000e-330",
        "2.22507385850720113605740979670913197593481954635164564e-308",
        "2.22507385850720113605740979670913197593481954635164565e-308",
        "2.2250738585072012e-308",
        "22.250738585072012e-309",
        "0.00022250738585072012e-304",
        "2."
        "22507385850720138309023271733240406421921598046233183055332741688720443481391819585428315901251102056406733973"
        "10358110051524341615534601088560123853777188211307779935320023304796101474425836360719215650469425037342083752"
        "50806650616658158948720491179968591639648500635908770118304874799780887753749949451580452e-308",
        "1e23",
        "8.41e21",
        "9.5e-3",
        "4.35",
        "1.8014398509481993e16",
        "4503599627370497.5",
        "94393431193180696942841837085033647913224148539854e-358",
        "1."
        "79769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953"
        "51"
        "43824642343213268894641827684675467035375169860499105765512820762454900903893289440758685084551339423045832369"
        "03"
        "2229481658085593321233477479e308",
        // In f32: found wrong in C libraries, or rounded twice by way of a double.
        "7.038531e-26",
        "1.17549435e-38",
        "1.1754943508222875e-38",
        "3.4028235e38",
        "3.4028235677973366e38",
        "3.40282356779733661637539395458142568447e38",
        "3.40282356779733661637539395458142568448e38",
        "1090544144181609348671888949248",
        "1090544144181609348835077142190",
        "0."
        "00000000000000000000000000000000000001175494280757364291727882991035766513322858992758990427682963118425003064"
        "96517303"
        "85585324256680905818939208984375",
        "7.00649232162408535461864791644958065640130970938257885878534141944895541342930300743319094181060791015625e-"
        "46",
        "1.000000059604644775390625",
        "1.00000005960464477539062500000000000000000001",
        "1.00000017881393432617187499",
        "33554431.9999999999999999",
        "33554433.0000000000000001",
        "8388608.50000000000000001",
        "8388609.49999999999999999",
    };
    for (const char *text : texts) {
        EXPECT_TRUE(agrees(text, true));
    }
}
TEST(Convert, MillionsOfDigits) {
    const std::string zeros(1000000, '0');
    const std::string nines(1000000, '9');
    EXPECT_EQ(value_of("1" + zeros + "e-1000000", 64).bits, bits_of(1.0));
    EXPECT_FALSE(value_of("1" + zeros + "e-1000000", 64).inexact);
    EXPECT_EQ(value_of("0." + zeros + "1e1000001", 32).bits, bits_of(1.0f));
    EXPECT_EQ(value_of(zeros + "5." + zeros, 64).bits, bits_of(5.0));
    EXPECT_EQ(value_of("0." + nines, 64).bits, bits_of(1.0));
    EXPECT_TRUE(value_of("0." + nines, 64).inexact);
    EXPECT_EQ(value_of(nines, 64).bits, infinity(64));
    EXPECT_EQ(value_of("0." + zeros + "1", 64).bits, 0u);
    EXPECT_TRUE(value_of("0." + zeros + "1", 64).inexact);
    EXPECT_EQ(value_of("9007199254740993." + zeros, 64).bits, bits_of(9007199254740992.0));
    EXPECT_EQ(value_of("9007199254740993." + zeros + "1", 64).bits, bits_of(9007199254740994.0));
    EXPECT_EQ(value_of("16777217." + zeros + "1", 32).bits, bits_of(16777218.0f));
    EXPECT_EQ(value_of("0x1" + zeros, 64).bits, infinity(64));
    EXPECT_EQ(value_of("0x" + zeros + "1", 64).bits, bits_of(1.0));
    EXPECT_EQ(value_of("1e-" + zeros + "5", 64).bits, bits_of(1e-5));
    EXPECT_EQ(value_of("1e" + nines, 32).bits, infinity(32));
    // An exponent that must not saturate: more digits than fit seven places.
    EXPECT_EQ(value_of("0." + std::string(11000000, '0') + "25e11000001", 64).bits, bits_of(2.5));
}

// Every number of digits and every decimal exponent within reach, with the digits that fill the most limbs.
TEST(Scratch, IsNeverMoreThanPromised) {
    EXPECT_EQ(abax::number_scratch(80), 0u);
    EXPECT_LE(abax::number_scratch(SIZE_MAX), 352u);
    for (size_t count = 1; count <= 800; count += count < 100 ? 1 : 13) {
        for (int point = -330; point <= 312; point += count < 100 ? 1 : 7) {
            for (const char first : {'1', '9'}) {
                std::string text(count + 1, '9');
                text[0] = '.';
                text[1] = first;
                text += 'e';
                text += std::to_string(point);
                for (const unsigned bits : {32u, 64u}) {
                    // The shortest text of that many digits, of which the scratch must not depend on more.
                    alignas(8) unsigned char memory[512];
                    Arena arena;
                    abax::arena_init(arena, memory, bits == 32 ? 0 : abax::number_scratch(count));
                    NumberValue value = {0, false, false};
                    ASSERT_TRUE(abax::convert_number(text.data(), text.size(), bits, arena, value)) << text;
                }
            }
        }
    }
}

TEST(Scratch, SaysWhatItNeedsAndSucceedsWithThat) {
    Random random(8);
    alignas(8) unsigned char memory[1024];
    int needy = 0;
    for (int i = 0; i < 2000; ++i) {
        const size_t count = 60 + below(random, 800);
        const std::string text =
            "0." + random_digits(random, count) + "1e" + std::to_string(static_cast<int>(below(random, 600)) - 300);
        Arena arena;
        NumberValue value = {0, false, false};
        abax::arena_init(arena, memory, 40);
        ASSERT_NE(abax::arena_push(arena, 24), nullptr);
        if (abax::convert_number(text.data(), text.size(), 64, arena, value)) {
            continue;
        }
        ++needy;
        const size_t needed = arena.needed;
        ASSERT_GT(needed, 40u);
        ASSERT_LE(needed, 24 + abax::number_scratch(text.size()));
        for (const size_t size : {needed - 8, needed}) {
            abax::arena_init(arena, memory, size);
            ASSERT_NE(abax::arena_push(arena, 24), nullptr);
            ASSERT_EQ(abax::convert_number(text.data(), text.size(), 64, arena, value), size == needed) << text;
            ASSERT_EQ(arena.high, 0u);
        }
        ASSERT_EQ(arena.peak, needed);
        ASSERT_EQ(value.bits, bits_of(std::strtod(text.c_str(), nullptr))) << text;
        bool memory_failed = false;
        abax::arena_init(arena, memory, 0);
        ASSERT_FALSE(abax::parse_number(text.data(), text.size(), 64, arena, value, memory_failed));
        ASSERT_TRUE(memory_failed);
    }
    EXPECT_GT(needy, 1000);
}

} // namespace
} // namespace abax_tests
