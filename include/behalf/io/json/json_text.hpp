#ifndef BEHALF_IO_JSON_JSON_TEXT_HPP
#define BEHALF_IO_JSON_JSON_TEXT_HPP

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string_view>

namespace behalf {

/// How deep lists and objects may be nested in a document that is read.
inline constexpr std::size_t deepest_json = 64;

/// The document that a text holds, which must be JSON as RFC 8259 has it and nothing else: UTF-8, numbers within the
/// range of double and none but 0 so small that it would be read as 0, at most `deepest_json` lists and objects within each other, no key twice in one object, no comments,
/// nothing after the document. A byte order mark at the beginning is passed over.
/// Throws `ScenarioError` with LINE:COLUMN for anything else.
[[nodiscard]] nlohmann::json parse_json(std::string_view text);

/// Takes a document apart from its leaves up, which needs no memory. A document that is destroyed as a whole asks for some,
/// and where there is none the program ends.
void dismantle(nlohmann::json& document) noexcept;

/// Dismantles a document at the end of its scope: for whoever reads one that may have used up the memory.
class DismantledAtEnd {
public:
  explicit DismantledAtEnd(nlohmann::json& document) noexcept : document_{&document} {}
  DismantledAtEnd(const DismantledAtEnd&) = delete;
  DismantledAtEnd& operator=(const DismantledAtEnd&) = delete;
  ~DismantledAtEnd() { dismantle(*document_); }

private:
  nlohmann::json* document_;
};

}  // namespace behalf

#endif  // BEHALF_IO_JSON_JSON_TEXT_HPP
