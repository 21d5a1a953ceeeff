#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "check/types.hpp"

namespace carveout::check {
namespace {

// LIMIT: a longer circle is not read to its end.
constexpr std::size_t kMaxNotes = 20;
constexpr std::uint64_t kManyLeaves = std::numeric_limits<std::uint32_t>::max();

// Depth first over the record types with a stack of its own: a chain of records is as long as the text.
class Measure {
 public:
  explicit Measure(Context& context)
      : context_(context),
        sizes_(context.out.types.size()),
        states_(context.out.types.size(), State::New),
        places_(states_.size()) {}

  std::vector<TypeSize> run() {
    const std::size_t count = sizes_.size();
    for (std::uint32_t i = 0; i < count; ++i) {
      if (context_.out.types[i].kind == TypeKind::Record) visit(TypeId{i});
    }
    // A list of records is measured after them.
    sizes_.resize(context_.out.types.size());
    for (std::uint32_t i = 0; i < sizes_.size(); ++i) {
      if (context_.out.types[i].kind == TypeKind::List) sizes_[i] = size_of(TypeId{i});
    }
    return std::move(sizes_);
  }

 private:
  enum class State : std::uint8_t { New, Open, Done };
  struct Frame {
    TypeId type{};
    std::uint32_t next_field = 0;
  };

  // What is inside a type's lists, and how many there are around it.
  std::pair<TypeId, std::uint32_t> peel(TypeId type) const {
    std::uint32_t lists = 0;
    while (context_.out[type].kind == TypeKind::List) {
      type = context_.out[type].element;
      ++lists;
    }
    return {type, lists};
  }

  TypeSize size_of(TypeId type) const {
    const auto [inner, lists] = peel(type);
    TypeSize size;
    if (context_.out[inner].kind == TypeKind::Record && index_of(inner) < sizes_.size()) size = sizes_[index_of(inner)];
    size.depth += lists;
    if (lists != 0) size.leaves = 1;
    return size;
  }

  void open(TypeId type) {
    states_[index_of(type)] = State::Open;
    places_[index_of(type)] = stack_.size();
    stack_.push_back({type, 0});
  }

  void close(TypeId type) {
    TypeSize size{0, 0};
    for (const FieldInfo& field : context_.out[type].fields) {
      const TypeSize inner = size_of(field.type);
      size.depth = std::max(size.depth, inner.depth);
      size.leaves = std::min(kManyLeaves, size.leaves + inner.leaves);
    }
    size.depth += 1;
    sizes_[index_of(type)] = size;
    states_[index_of(type)] = State::Done;
    stack_.pop_back();
  }

  void visit(TypeId start) {
    if (states_[index_of(start)] != State::New) return;
    open(start);
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      const std::vector<FieldInfo>& fields = context_.out[frame.type].fields;
      if (frame.next_field == fields.size()) {
        close(frame.type);
        continue;
      }
      const TypeId inner = peel(fields[frame.next_field].type).first;
      ++frame.next_field;
      if (context_.out[inner].kind != TypeKind::Record || index_of(inner) >= states_.size()) continue;
      if (states_[index_of(inner)] == State::New)
        open(inner);
      else if (states_[index_of(inner)] == State::Open)
        report_cycle(inner);
    }
  }

  void report_cycle(TypeId repeated) {
    std::string path;
    std::vector<Note> notes;
    for (std::size_t i = places_[index_of(repeated)]; i < stack_.size(); ++i) {
      if (notes.size() == kMaxNotes) {
        path += "… → ";
        break;
      }
      const Type& type = context_.out[stack_[i].type];
      const FieldInfo& field = type.fields[stack_[i].next_field - 1];
      path += fmt::format("{} → ", type.name);
      notes.push_back({field.span, fmt::format("`{}` has `{}`", type.name, field.name)});
    }
    path += context_.out[repeated].name;
    const Frame last = stack_.back();
    FieldInfo& closing = context_.out.types[index_of(last.type)].fields[last.next_field - 1];
    context_.sink.report(DiagnosticId::TypeContainsItself, closing.span,
                         {{"name", context_.out[repeated].name}, {"cycle", path}}, std::move(notes));
    closing.type = bad_type(context_);
  }

  Context& context_;
  std::vector<TypeSize> sizes_;
  std::vector<State> states_;
  std::vector<std::size_t> places_;  // of an open type: where on the stack it is
  std::vector<Frame> stack_;
};

}  // namespace

std::vector<TypeSize> measure_types(Context& context) {
  return Measure(context).run();
}

}  // namespace carveout::check
