// Any bytes as a table: verify, make an instance, evaluate, in buffers of exactly the sizes that were asked for, so that a
// sanitizer sees every step outside. Without help almost no input gets past the checksum; so the first byte may ask for the
// checksum, or the checksum and the outermost header fields, to be put right.
#include "engine/typed_api.hpp"
#include "fuzz/fuzz_natives.hpp"
#include "fuzz/fuzz_target.hpp"

#include <cstring>
#include <limits>
#include <memory>
#include <vector>

namespace abax_tests {
namespace {

constexpr std::size_t most_memory = std::size_t{64} << 20; // an honest table may ask for more: not here

// CRC-32 of IEEE 802.3, bit by bit: slow, and shared with nobody.
std::uint32_t crc_of(const unsigned char *bytes, std::size_t size) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (std::size_t i = 0; i < size; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

void put_right(unsigned char *bytes, std::size_t size, bool fields) {
    if (size < sizeof(abax_header)) {
        return;
    }
    abax_header header;
    std::memcpy(&header, bytes, sizeof header);
    if (fields) {
        std::memcpy(header.magic, "ABAX", 4);
        header.format = ABAX_FORMAT_VERSION;
        header.size = static_cast<std::uint32_t>(size & ~std::size_t{7});
        header.real = header.real == 4 ? 4 : 8;
    }
    header.crc = 0;
    std::memcpy(bytes, &header, sizeof header);
    const std::size_t covered = header.size < size ? header.size : size;
    header.crc = crc_of(bytes, covered);
    std::memcpy(bytes, &header, sizeof header);
}

// So many rows at once that they make a block, of the values that the instance has, to columns of their own.
template <class Real> void run_block(const typename Api<Real>::Table &table, typename Api<Real>::Instance &instance) {
    const std::size_t size = Api<Real>::block_size(&table);
    const std::size_t results = table.header->results;
    constexpr std::size_t rows = 33;
    if (size > most_memory) {
        return;
    }
    FUZZ_REQUIRE(size % 4 == 0);
    const std::unique_ptr<std::uint64_t[]> scratch(new std::uint64_t[size / 8 + 1]);
    const std::unique_ptr<Real[]> values(new Real[results * rows + 1]);
    std::vector<typename Api<Real>::Column> in(std::size_t{table.header->params} + 1);
    std::vector<typename Api<Real>::Column> out(results + 1);
    for (std::size_t i = 0; i < results; ++i) {
        out[i] = {values.get() + i * rows, 1};
    }
    FUZZ_REQUIRE(Api<Real>::eval_block(&instance, in.data(), out.data(), rows, scratch.get(), size) == ABAX_OK);
}

template <class Real> void run(const unsigned char *bytes, std::size_t size) {
    typename Api<Real>::Table table;
    const abax_status status = Api<Real>::open(&table, bytes, size);
    if (status != ABAX_OK) {
        FUZZ_REQUIRE(status > 0 && status <= ABAX_E_BUSY);
        return;
    }
    const std::size_t needed = Api<Real>::instance_size(&table);
    FUZZ_REQUIRE(needed % 8 == 0);
    if (needed > most_memory) {
        return;
    }
    const std::unique_ptr<std::uint64_t[]> memory(new std::uint64_t[needed / 8]);
    typename Api<Real>::Instance instance;
    FuzzNatives<Real> natives(table);
    const abax_status made =
        Api<Real>::init(&instance, &table, memory.get(), needed, natives.bound.data(), natives.bound.size());
    FUZZ_REQUIRE(natives.log.empty());
    if (made != ABAX_OK) {
        FUZZ_REQUIRE(made == ABAX_E_NATIVE && table.header->import_count != 0);
        return;
    }
    FUZZ_REQUIRE(Api<Real>::eval(&instance) == ABAX_OK);
    const Real inputs[] = {Real(-1.5), Real{2}, Real(1e30), std::numeric_limits<Real>::quiet_NaN()};
    for (std::size_t shift = 0; shift < 4; ++shift) {
        for (std::uint32_t i = 0; i < Api<Real>::param_count(&table) && i < 8; ++i) {
            const auto param = Api<Real>::param_at(&table, i);
            FUZZ_REQUIRE(param.slots != 0);
            for (std::uint32_t k = 0; k < param.slots && k < 8; ++k) {
                instance.frame[param.slot + k] = inputs[(i + k + shift) % 4];
            }
            Api<Real>::find_param(&table, Api<Real>::param_name(&table, i));
        }
        FUZZ_REQUIRE(Api<Real>::eval(&instance) == ABAX_OK);
        FUZZ_REQUIRE((instance.faults == 0) == (instance.fault_result == ABAX_NO_RESULT));
        FUZZ_REQUIRE(instance.faults == 0 || instance.fault_result < Api<Real>::result_count(&table));
    }
    run_block<Real>(table, instance);
    for (std::uint32_t i = 0; i < Api<Real>::result_count(&table) && i < 8; ++i) {
        Api<Real>::get(&instance, Api<Real>::result_at(&table, i));
        FUZZ_REQUIRE(std::strlen(Api<Real>::result_name(&table, i)) < size);
    }
    bool impure = false;
    for (std::uint32_t i = 0; i < Api<Real>::import_count(&table); ++i) {
        impure = impure || Api<Real>::import_pure(&table, i) == 0;
        FUZZ_REQUIRE(std::strlen(Api<Real>::import_name(&table, i)) < size);
        FUZZ_REQUIRE(Api<Real>::import_arity(&table, i) <= 255);
    }
    for (std::uint32_t i = 0; i < Api<Real>::result_count(&table) && i < 8; ++i) {
        const abax_status one = Api<Real>::eval_one(&instance, Api<Real>::result_at(&table, i));
        FUZZ_REQUIRE(one == ABAX_OK || one == ABAX_E_ORDER);
        FUZZ_REQUIRE(!impure || one == ABAX_E_ORDER);
        Api<Real>::find_result_hash(&table, table.results[i].hash);
    }
    const std::size_t count = table.header->results;
    const std::unique_ptr<Real[]> values(new Real[count + 1]);
    FUZZ_REQUIRE(Api<Real>::snapshot(&instance, values.get(), count) == ABAX_OK);
    FUZZ_REQUIRE(count == 0 || Api<Real>::snapshot(&instance, values.get(), count - 1) == ABAX_E_MEMORY);
    FUZZ_REQUIRE(std::memcmp(values.get(), instance.frame + table.header->params, count * sizeof(Real)) == 0);
    FUZZ_REQUIRE(Api<Real>::reset(&instance) == ABAX_OK);
}

} // namespace
} // namespace abax_tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const unsigned help = data[0] & 3U;
    ++data;
    --size;
    // Exactly as many bytes as there are, aligned to 8.
    void *copy = std::malloc(size == 0 ? 1 : size);
    if (copy == nullptr) {
        return 0;
    }
    auto *bytes = static_cast<unsigned char *>(copy);
    std::memcpy(bytes, data, size);
    if (help >= 2) {
        abax_tests::put_right(bytes, size, help == 3);
    }
    abax_tests::run<float>(bytes, size);
    abax_tests::run<double>(bytes, size);
    std::free(copy);
    return 0;
}
