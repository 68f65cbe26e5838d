// The forms that evaluate trees on the heap: parsed for every evaluation, parsed once and cloned for every evaluation
// as the predecessor did, parsed once and walked as they are. Inputs are set by name.
#include "form.hpp"

#include <vector>

#include "heap_tree.hpp"

namespace bench {

namespace {

enum class Way { parse, clone, walk };

template <Way way> class HeapForm final : public Stepping<HeapForm<way>> {
public:
    HeapForm(std::size_t first, std::size_t count)
        : Stepping<HeapForm<way>>(count), names_(param_names.begin(), param_names.end()),
          texts_(sensor_texts.begin() + static_cast<std::ptrdiff_t>(first),
                 sensor_texts.begin() + static_cast<std::ptrdiff_t>(first + count)),
          context_(heap_context()) {
        for (const std::string &name : names_) {
            context_.variables.emplace(name, 0.0F);
        }
        for (const std::string &text : texts_) {
            trees_.push_back(parse_to_heap(text));
        }
    }

    float *inputs() { return inputs_.data(); }
    float *outputs() { return outputs_.data(); }

    template <class Mark> void step(const float *inputs, float *outputs, Mark mark) {
        for (std::size_t i = 0; i < names_.size(); ++i) {
            context_.variables.find(names_[i])->second = inputs[i];
        }
        evaluate_all(outputs, mark);
    }

    void run_in_c(const float *rows, std::size_t count, float *ring) override {
        const bench_by_name by_name = {this,
                                       [](void *form, const char *name, float value) {
                                           const auto found = self(form)->context_.variables.find(name);
                                           if (found != self(form)->context_.variables.end()) {
                                               found->second = value;
                                           }
                                       },
                                       [](void *form) { self(form)->evaluate_all(self(form)->outputs(), Unwatched{}); },
                                       [](void *form, std::size_t result) { return self(form)->outputs_[result]; }};
        bench_use_by_name(&by_name, this->results(), rows, count, ring);
    }

private:
    static HeapForm *self(void *form) { return static_cast<HeapForm *>(form); }

    template <class Mark> void evaluate_all(float *outputs, Mark mark) {
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if constexpr (way == Way::walk) {
                mark(Phase::evaluate);
                outputs[i] = evaluate(*trees_[i], context_);
            } else {
                mark(way == Way::parse ? Phase::parse : Phase::clone);
                HeapTree tree = way == Way::parse ? parse_to_heap(texts_[i]) : clone(*trees_[i]);
                mark(Phase::evaluate);
                outputs[i] = evaluate(*tree, context_);
                mark(Phase::release);
                tree.reset();
            }
        }
    }

    std::array<float, SENSOR_PARAMS> inputs_{};
    std::array<float, SENSORS> outputs_{};
    std::vector<std::string> names_;
    std::vector<std::string> texts_;
    std::vector<HeapTree> trees_;
    HeapContext context_;
};

} // namespace

FormPointer make_parsed_each_time(std::size_t first, std::size_t count) {
    return std::make_unique<HeapForm<Way::parse>>(first, count);
}

FormPointer make_cloned(std::size_t first, std::size_t count) {
    return std::make_unique<HeapForm<Way::clone>>(first, count);
}

FormPointer make_heap_tree(std::size_t first, std::size_t count) {
    return std::make_unique<HeapForm<Way::walk>>(first, count);
}

} // namespace bench
