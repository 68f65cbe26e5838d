// Number literals: scanning, and exact conversion (see decimal.hpp).
//
// A decimal literal is D * 10^q with an integer D. Its digits go into an array of 32-bit limbs; then, for q >= 0, the array is
// multiplied by 5^q, and for q < 0 it is shifted up far enough and divided by 5^-q, a factor below 2^16 at a time. Dividing
// step by step, dropping each remainder, gives the same floor as dividing once, and the quotient is exact if and only if every
// remainder was zero; so the leading bits and one "something follows" bit are exact, and rounding them is correct. The power
// of two in 10^q only moves the exponent. There are no tables, no estimates and no second attempts. Literals of at most nine
// digits and six decimals, which most are, take the same steps in one limb.
//
// Size: a value that lies half way between two neighbours has at most 768 significant digits in f64 and 113 in f32 (2^-1075
// has 1075 decimals, and such values begin at the 308th; 2^-150 has 150, from the 38th). Digits beyond those can therefore
// only say "something follows". Up to 80 digits, and any number in f32, the limbs fit 128 bytes of stack.

#include "decimal.hpp"

#include "ops.hpp"

namespace abax {

namespace {

constexpr size_t STACK_LIMBS = 32;
constexpr size_t STACK_DIGITS = 80;                    // literals of no more digits always fit STACK_LIMBS
constexpr ptrdiff_t EXPONENT_LIMIT = PTRDIFF_MAX / 20; // beyond any text's digits: where exponents saturate
constexpr uint32_t FIVE_TO_6 = 15625;                  // the largest power of five below 2^16

// What tells f32 and f64 apart.
struct Format {
    int32_t precision;  // bits of the significand
    int32_t last_place; // exponent of the smallest subnormal
    int32_t top_place;  // exponent of the last place of the largest finite value
    int32_t max_point;  // values of 10^max_point or more are infinity
    int32_t min_point;  // values below 10^(min_point - 1) are zero
    int32_t digits;     // significant digits that can decide; more only say that something follows
};

constexpr Format FORMAT_F32 = {24, -149, 104, 39, -45, 115};
constexpr Format FORMAT_F64 = {53, -1074, 971, 309, -323, 770};

constexpr const Format &format_of(unsigned bits) { return is_f32(bits) ? FORMAT_F32 : FORMAT_F64; }

constexpr Bits infinity_of(const Format &format) {
    return static_cast<Bits>(format.top_place - format.last_place + 2) << (format.precision - 1);
}

// A decimal literal as 0.ddd * 10^point; the first and the last d are not zero.
struct Decimal {
    size_t first;  // offset of the first of these digits
    size_t digits; // their number; 0 when the value is zero
    ptrdiff_t point;
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(char c) {
    const char lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || is_digit(c) || c == '_';
}

// The value of a digit in that base (2, 10 or 16); -1 for any other byte.
int digit_value(char c, int base) {
    const char lower = static_cast<char>(c | 0x20);
    int value = -1;
    if (is_digit(c)) {
        value = c - '0';
    } else if (lower >= 'a' && lower <= 'f') {
        value = lower - 'a' + 10;
    }
    return value < base ? value : -1;
}

int base_of(NumberForm form) { return form == NumberForm::Hex ? 16 : form == NumberForm::Binary ? 2 : 10; }

NumberForm form_of(const char *text, size_t size) {
    if (size < 2 || text[0] != '0') {
        return NumberForm::Decimal;
    }
    const char letter = static_cast<char>(text[1] | 0x20);
    return letter == 'x' ? NumberForm::Hex : letter == 'b' ? NumberForm::Binary : NumberForm::Decimal;
}

// Digits with single '_' between them, at least one digit, from `at` on. Returns where they end, or, with valid set to false,
// where a digit is missing.
size_t scan_digits(const char *text, size_t size, size_t at, int base, bool &valid) {
    for (;;) {
        const size_t start = at;
        while (at < size && digit_value(text[at], base) >= 0) {
            ++at;
        }
        if (at == start) {
            valid = false;
            return at;
        }
        if (at == size || text[at] != '_') {
            return at;
        }
        ++at;
    }
}

constexpr size_t bits_of(uint32_t word) {
    size_t count = 0;
    for (size_t step = 16; step != 0; step /= 2) {
        if (word >> step != 0) {
            word >>= step;
            count += step;
        }
    }
    return count + word;
}

// An upper bound of the bits of 10^digits - 1, and of 5^exponent, for the few thousand that occur here.
constexpr size_t bits_of_digits(size_t digits) { return digits * 3402 / 1024 + 1; }
constexpr size_t bits_of_power(size_t exponent) { return exponent * 9511 / 4096 + 1; }

constexpr int32_t WIDTH = 8 * sizeof(Bits); // of a significand: at least two bits more than the precision

// Rounds significand * 2^exponent, where the top bit of significand is set and `follows` says that the true value is a little
// more than that: by less than would change the first precision + 2 bits. exponent is at most top_place.
constexpr NumberValue round_to(const Format &format, Bits significand, bool follows, int32_t exponent) {
    // Bits to drop: down to the format's precision, or to its last place where that comes first.
    int32_t drop = WIDTH - format.precision;
    if (exponent + drop < format.last_place) {
        drop = format.last_place - exponent;
    }
    if (drop > WIDTH) {
        return NumberValue{0, true, false};
    }
    const Bits half = Bits{1} << (WIDTH - 1);
    Bits kept = drop == WIDTH ? 0 : significand >> drop;
    const Bits rest = drop == WIDTH ? significand : significand << (WIDTH - drop);
    if (rest > half || (rest == half && (follows || (kept & 1) != 0))) {
        ++kept;
    }
    // The leading bit of a normal number, or of one that was rounded up to the next power of two, adds itself to the
    // exponent field; a subnormal one has none and a field of 0.
    const int32_t place = exponent + drop - format.last_place;
    const Bits bits = (static_cast<Bits>(place) << (format.precision - 1)) + kept;
    if (bits >= infinity_of(format)) {
        return NumberValue{infinity_of(format), true, true};
    }
    return NumberValue{bits, rest != 0 || follows, false};
}

// Hex and binary digits: the first bits as they stand, of the rest only their number and whether any is set.
NumberValue convert_binary(const Format &format, const char *text, size_t length, NumberForm form) {
    const int base = base_of(form);
    const unsigned width = form == NumberForm::Hex ? 4 : 1;
    Bits significand = 0;
    ptrdiff_t exponent = 0;
    bool follows = false;
    for (size_t i = 2; i < length; ++i) {
        if (text[i] == '_') {
            continue;
        }
        const unsigned digit = static_cast<unsigned>(digit_value(text[i], base));
        if (significand >> (WIDTH - static_cast<int32_t>(width)) == 0) {
            significand = significand << width | digit;
        } else {
            exponent += width;
            follows = follows || digit != 0;
        }
    }
    if (significand == 0) {
        return NumberValue{0, false, false};
    }
    if (exponent > format.top_place) {
        return NumberValue{infinity_of(format), true, true};
    }
    while (significand >> (WIDTH - 1) == 0) {
        significand <<= 1;
        --exponent;
    }
    return round_to(format, significand, follows, static_cast<int32_t>(exponent));
}

constexpr Decimal read_decimal(const char *text, size_t length) {
    Decimal decimal = {0, 0, 0};
    size_t seen = 0;
    bool fraction = false;
    size_t i = 0;
    for (; i < length; ++i) {
        const char c = text[i];
        if (c == '.') {
            fraction = true;
        } else if (is_digit(c)) {
            if (seen == 0 && c == '0') {
                decimal.point -= fraction ? 1 : 0;
                continue;
            }
            if (seen == 0) {
                decimal.first = i;
            }
            ++seen;
            decimal.point += fraction ? 0 : 1;
            if (c != '0') {
                decimal.digits = seen;
            }
        } else if (c != '_') {
            break;
        }
    }
    if (i < length) {
        ++i;
        const bool negative = text[i] == '-';
        ptrdiff_t exponent = 0;
        for (; i < length; ++i) {
            if (is_digit(text[i]) && exponent < EXPONENT_LIMIT) {
                exponent = exponent * 10 + (text[i] - '0');
            }
        }
        decimal.point += negative ? -exponent : exponent;
    }
    return decimal;
}

// limbs = limbs * factor + addend. Returns the new number of limbs.
constexpr size_t multiply_add(uint32_t *limbs, size_t count, uint32_t factor, uint32_t addend) {
    uint64_t carry = addend;
    for (size_t i = 0; i < count; ++i) {
        carry += static_cast<uint64_t>(limbs[i]) * factor;
        limbs[i] = static_cast<uint32_t>(carry);
        carry >>= 32;
    }
    if (carry != 0) {
        limbs[count++] = static_cast<uint32_t>(carry);
    }
    return count;
}

// limbs = limbs / divisor, rounded down; the divisor has 16 bits, so that half a limb at a time no division needs more than the
// 32 bits that small processors divide. Returns the new number of limbs; sets follows if there was a remainder.
constexpr size_t divide(uint32_t *limbs, size_t count, uint32_t divisor, bool &follows) {
    uint32_t remainder = 0;
    for (size_t i = count; i-- > 0;) {
        const uint32_t high = remainder << 16 | limbs[i] >> 16;
        const uint32_t low = high % divisor << 16 | (limbs[i] & 0xFFFFu);
        limbs[i] = high / divisor << 16 | low / divisor;
        remainder = low % divisor;
    }
    follows = follows || remainder != 0;
    while (count > 0 && limbs[count - 1] == 0) {
        --count;
    }
    return count;
}

constexpr size_t load_digits(uint32_t *limbs, const char *text, size_t digits) {
    size_t count = 0;
    uint32_t chunk = 0;
    uint32_t scale = 1;
    for (; digits > 0; ++text) {
        if (!is_digit(*text)) {
            continue;
        }
        chunk = chunk * 10 + static_cast<uint32_t>(*text - '0');
        scale *= 10;
        --digits;
        if (scale == 1000000000 || digits == 0) {
            count = multiply_add(limbs, count, scale, chunk);
            chunk = 0;
            scale = 1;
        }
    }
    return count;
}

// The next factor of 5^exponent that fits 16 bits; takes it off the exponent.
constexpr uint32_t take_power(size_t &exponent) {
    if (exponent >= 6) {
        exponent -= 6;
        return FIVE_TO_6;
    }
    --exponent;
    return 5;
}

// Limbs that convert_limbs needs for that many digits times 10^scale.
constexpr size_t limbs_needed(const Format &format, size_t digits, int32_t scale) {
    const size_t width = bits_of_digits(digits);
    if (scale >= 0) {
        return (width + bits_of_power(static_cast<size_t>(scale)) + 31) / 32;
    }
    // The digits round up to whole limbs, and the shift does so too.
    const size_t shifted = bits_of_power(static_cast<size_t>(-scale)) + static_cast<size_t>(format.precision) + 2 + 62;
    return (shifted > width + 31 ? shifted : width + 31) / 32;
}

// The most limbs that a literal of that many digits needs, at the bottom of the range.
constexpr size_t most_limbs(const Format &format, size_t digits) {
    return limbs_needed(format, digits, format.min_point - static_cast<int32_t>(digits));
}

static_assert(most_limbs(FORMAT_F32, static_cast<size_t>(FORMAT_F32.digits)) <= STACK_LIMBS, "f32 takes no scratch");
static_assert(most_limbs(FORMAT_F64, STACK_DIGITS) <= STACK_LIMBS, "short literals take no scratch");

// Rounds the integer of `digits` digits at text, times 10^scale; follows: there is more in the text.
constexpr NumberValue convert_limbs(const Format &format, uint32_t *limbs, const char *text, size_t digits,
                                    int32_t scale, bool follows) {
    size_t count = load_digits(limbs, text, digits);
    int32_t exponent = scale;
    if (scale >= 0) {
        for (size_t power = static_cast<size_t>(scale); power > 0;) {
            count = multiply_add(limbs, count, take_power(power), 0);
        }
    } else {
        // Two bits more than the precision are left after the division: the one that decides, and one to spare.
        size_t power = static_cast<size_t>(-scale);
        const size_t width = 32 * (count - 1) + bits_of(limbs[count - 1]);
        const size_t wanted = bits_of_power(power) + static_cast<size_t>(format.precision) + 2;
        const size_t shift = wanted > width ? (wanted - width + 31) / 32 : 0;
        count += shift;
        for (size_t i = count; i-- > 0;) {
            limbs[i] = i >= shift ? limbs[i - shift] : 0;
        }
        exponent -= static_cast<int32_t>(32 * shift);
        while (power > 0) {
            count = divide(limbs, count, take_power(power), follows);
        }
    }
    // The leading bits, and from what lies below them only whether something follows.
    size_t i = count - 1;
    int32_t bits = static_cast<int32_t>(bits_of(limbs[i]));
    exponent += static_cast<int32_t>(32 * i) + bits - WIDTH;
    Bits significand = limbs[i];
    while (bits < WIDTH) {
        const int32_t taken = WIDTH - bits < 32 ? WIDTH - bits : 32;
        const uint64_t next = uint64_t{i > 0 ? limbs[--i] : 0} << taken; // in the upper half, what is taken
        significand = static_cast<Bits>(significand << taken) | static_cast<uint32_t>(next >> 32);
        follows = follows || static_cast<uint32_t>(next) != 0;
        bits += taken;
    }
    while (i > 0 && !follows) {
        follows = limbs[--i] != 0;
    }
    return round_to(format, significand, follows, exponent);
}

constexpr size_t SHORT_DIGITS = 9; // that many digits fit 32 bits
constexpr int32_t SHORT_SCALE = 6; // FIVE_TO_6

// What most literals are: few digits and few decimals. The same division in one limb, its remainder carried on until the
// significand is full.
NumberValue convert_short(const Format &format, const char *text, size_t digits, int32_t scale) {
    uint32_t number = 0;
    for (; digits > 0; ++text) {
        if (is_digit(*text)) {
            number = number * 10 + static_cast<uint32_t>(*text - '0');
            --digits;
        }
    }
    for (; scale > 0; --scale) {
        number *= 10;
    }
    uint32_t divisor = 1;
    int32_t exponent = scale;
    for (; scale < 0; ++scale) {
        divisor *= 5;
    }
    while (number >> 31 == 0) {
        number <<= 1;
        --exponent;
    }
    Bits significand = number / divisor;
    uint32_t remainder = number % divisor;
    int32_t free = WIDTH - static_cast<int32_t>(bits_of(number / divisor));
    while (free > 0) {
        const int32_t step = free < 16 ? free : 16;
        significand = static_cast<Bits>(significand << step) | (remainder << step) / divisor;
        remainder = (remainder << step) % divisor;
        exponent -= step;
        free -= step;
    }
    return round_to(format, significand, remainder != 0, exponent);
}

bool convert_decimal(const Format &format, const char *text, size_t length, Arena &arena, NumberValue &value) {
    const Decimal decimal = read_decimal(text, length);
    if (decimal.digits == 0) {
        value = NumberValue{0, false, false};
        return true;
    }
    const ptrdiff_t decimals = static_cast<ptrdiff_t>(decimal.digits) - decimal.point;
    if (decimal.digits <= SHORT_DIGITS && decimal.point <= static_cast<ptrdiff_t>(SHORT_DIGITS) &&
        decimals <= SHORT_SCALE) {
        value = convert_short(format, text + decimal.first, decimal.digits, -static_cast<int32_t>(decimals));
        return true;
    }
    // Beyond these the value does not depend on the digits; within them every exponent is small.
    if (decimal.point > format.max_point) {
        value = NumberValue{infinity_of(format), true, true};
        return true;
    }
    if (decimal.point < format.min_point) {
        value = NumberValue{0, true, false};
        return true;
    }
    const bool follows = decimal.digits > static_cast<size_t>(format.digits);
    const size_t digits = follows ? static_cast<size_t>(format.digits) : decimal.digits;
    const int32_t scale = static_cast<int32_t>(decimal.point) - static_cast<int32_t>(digits);
    if (ABAX_COMPILE_F64 == 0 || limbs_needed(format, digits, scale) <= STACK_LIMBS) {
        uint32_t stack[STACK_LIMBS];
        value = convert_limbs(format, stack, text + decimal.first, digits, scale, follows);
        return true;
    }
    const size_t bytes = limbs_needed(format, digits, scale) * sizeof(uint32_t);
    uint32_t *scratch = static_cast<uint32_t *>(arena_push_high(arena, bytes));
    if (scratch == nullptr) {
        return false;
    }
    value = convert_limbs(format, scratch, text + decimal.first, digits, scale, follows);
    arena_pop_high(arena, bytes);
    return true;
}

// ---- the constants of ops.def, converted while the compiler is compiled

constexpr bool same(const char *a, const char *b) {
    for (; *a != '\0' && *a == *b; ++b) {
        ++a;
    }
    return *a == *b;
}

constexpr Bits convert_constant(const Format &format, const char *text) {
    const Bits infinity = infinity_of(format);
    if (same(text, "inf")) {
        return infinity;
    }
    if (same(text, "nan")) {
        return infinity | infinity >> 1; // sets the quiet bit, below the exponent field
    }
    size_t length = 0;
    while (text[length] != '\0') {
        ++length;
    }
    const Decimal decimal = read_decimal(text, length);
    uint32_t limbs[STACK_LIMBS] = {};
    const int32_t scale = static_cast<int32_t>(decimal.point) - static_cast<int32_t>(decimal.digits);
    return decimal.digits != 0 ? convert_limbs(format, limbs, text + decimal.first, decimal.digits, scale, false).bits
                               : 0;
}

struct Constant {
    uint8_t op;
#if ABAX_COMPILE_F32
    uint32_t f32;
#endif
#if ABAX_COMPILE_F64
    uint64_t f64;
#endif
};

constexpr Constant make_constant(uint8_t op, [[maybe_unused]] const char *text) {
    Constant constant = {};
    constant.op = op;
#if ABAX_COMPILE_F32
    constant.f32 = static_cast<uint32_t>(convert_constant(FORMAT_F32, text));
#endif
#if ABAX_COMPILE_F64
    constant.f64 = convert_constant(FORMAT_F64, text);
#endif
    return constant;
}

constexpr Constant constants[] = {
#define ABAX_CONSTANT(id, number, name, alias, text, sentence) make_constant(OP_##id, text),
#include "abax/ops.def"
};

} // namespace

Bits constant_value(uint8_t op, [[maybe_unused]] unsigned bits) {
    const Constant *constant = constants;
    while (constant->op != op) {
        ++constant;
    }
#if ABAX_COMPILE_F32
    if (is_f32(bits)) {
        return constant->f32;
    }
#endif
#if ABAX_COMPILE_F64
    return constant->f64;
#else
    return 0;
#endif
}

NumberScan scan_number(const char *text, size_t size) {
    NumberScan scan = {0, 0, true, form_of(text, size), true};
    const int base = base_of(scan.form);
    size_t at = scan.form == NumberForm::Decimal ? 0 : 2;
    if (text[0] != '.') {
        at = scan_digits(text, size, at, base, scan.valid);
    }
    if (scan.valid && scan.form == NumberForm::Decimal) {
        if (at < size && text[at] == '.') {
            scan.integer = false;
            ++at;
            if (at < size && is_digit(text[at])) {
                at = scan_digits(text, size, at, base, scan.valid);
            }
        }
        if (scan.valid && at < size && (text[at] == 'e' || text[at] == 'E')) {
            scan.integer = false;
            ++at;
            if (at < size && (text[at] == '+' || text[at] == '-')) {
                ++at;
            }
            at = scan_digits(text, size, at, base, scan.valid);
        }
    }
    scan.error_offset = at;
    if (at < size && (is_name(text[at]) || text[at] == '.')) {
        scan.valid = false;
    }
    if (!scan.valid) {
        while (at < size && (is_name(text[at]) || text[at] == '.')) {
            ++at;
        }
    }
    scan.length = at;
    return scan;
}

bool convert_number(const char *text, size_t length, unsigned bits, Arena &arena, NumberValue &value) {
    const Format &format = format_of(bits);
    const NumberForm form = form_of(text, length);
    if (form == NumberForm::Decimal) {
        return convert_decimal(format, text, length, arena, value);
    }
    value = convert_binary(format, text, length, form);
    return true;
}

size_t number_scratch(size_t length) {
    const Format &format = FORMAT_F64;
    if (ABAX_COMPILE_F64 == 0 || length <= STACK_DIGITS) {
        return 0;
    }
    const size_t most = static_cast<size_t>(format.digits);
    const size_t digits = length < most ? length : most;
    return round_up_8(most_limbs(format, digits) * sizeof(uint32_t));
}

bool parse_number(const char *text, size_t size, unsigned bits, Arena &arena, NumberValue &value, bool &memory_failed) {
    memory_failed = false;
    bool negative = false;
    if (size > 0 && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        ++text;
        --size;
    }
    const Bits sign = Bits{negative ? 1u : 0u} << (bits - 1);
    const Bits infinity = infinity_of(format_of(bits));
    if (size == 3 && text[0] == 'i' && text[1] == 'n' && text[2] == 'f') {
        value = NumberValue{sign | infinity, false, false};
        return true;
    }
    if (size == 3 && text[0] == 'n' && text[1] == 'a' && text[2] == 'n') {
        value = NumberValue{infinity | infinity >> 1, false, false}; // sets the quiet bit, below the exponent field
        return true;
    }
    const bool starts = size > 0 && (is_digit(text[0]) || (size > 1 && text[0] == '.' && is_digit(text[1])));
    if (!starts) {
        return false;
    }
    const NumberScan scan = scan_number(text, size);
    if (!scan.valid || scan.length != size) {
        return false;
    }
    if (!convert_number(text, size, bits, arena, value)) {
        memory_failed = true;
        return false;
    }
    value.bits |= sign;
    return true;
}

} // namespace abax
