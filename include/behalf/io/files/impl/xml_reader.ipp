#ifndef BEHALF_IO_FILES_IMPL_XML_READER_IPP
#define BEHALF_IO_FILES_IMPL_XML_READER_IPP

#include <behalf/io/files/xml_reader.hpp>
#include <behalf/io/json/one_line.hpp>
#include <behalf/io/json/scenario_error.hpp>

#include <cstddef>
#include <exception>
#include <expat.h>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

namespace behalf::internal {

void refuse_line(std::size_t line, const std::string& rule) { throw ScenarioError{std::to_string(line), rule}; }

/// expat, which is C: no exception may pass through it.
class XmlParser {
public:
  explicit XmlParser(XmlEvents& events) : events_{&events} {
    if (!parser_) throw std::bad_alloc{};
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), start, end);
    XML_SetCharacterDataHandler(parser_.get(), characters);
    XML_SetStartDoctypeDeclHandler(parser_.get(), doctype);
    XML_SetUnknownEncodingHandler(parser_.get(), unknown_encoding, this);
  }

  void parse(std::string_view text) {
    static constexpr std::size_t longest = std::size_t{1} << 20U;
    do {
      const std::string_view piece = text.substr(0, longest);
      text.remove_prefix(piece.size());
      if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), text.empty() ? XML_TRUE : XML_FALSE) ==
          XML_STATUS_OK) {
        continue;
      }
      if (thrown_) std::rethrow_exception(thrown_);
      refuse();
    } while (!text.empty());
  }
  [[nodiscard]] std::size_t line() const { return static_cast<std::size_t>(XML_GetCurrentLineNumber(parser_.get())); }

private:
  static constexpr XML_Char separator = '\n';  // between a namespace and a name: it stands in neither

  struct Free {
    void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
  };

  template <class Handle>
  void handle(const Handle& handle) noexcept {
    if (thrown_) return;  // the end of an empty element comes even after its start has stopped the parser
    try {
      handle();
    } catch (...) {
      thrown_ = std::current_exception();
      (void)XML_StopParser(parser_.get(), XML_FALSE);
    }
  }
  static XmlParser& self(void* data) noexcept { return *static_cast<XmlParser*>(data); }

  static void XMLCALL start(void* data, const XML_Char* element, const XML_Char** attributes) {
    XmlParser& parser = self(data);
    parser.handle([&] {
      const std::string_view name = element;
      const std::size_t at = name.rfind(separator);
      const bool has_space = at != std::string_view::npos;
      parser.events_->start(parser.line(), has_space ? name.substr(0, at) : std::string_view{},
                            has_space ? name.substr(at + 1) : name, XmlAttributes{attributes});
    });
  }
  static void XMLCALL end(void* data, const XML_Char* /*unused*/) {
    XmlParser& parser = self(data);
    parser.handle([&] { parser.events_->end(); });
  }
  static void XMLCALL characters(void* data, const XML_Char* text, int length) {
    XmlParser& parser = self(data);
    parser.handle([&] { parser.events_->text(parser.line(), {text, static_cast<std::size_t>(length)}); });
  }
  static void XMLCALL doctype(void* data, const XML_Char* /*unused*/, const XML_Char* /*unused*/,
                              const XML_Char* /*unused*/, int /*unused*/) {
    XmlParser& parser = self(data);
    parser.handle([&] {
      refuse_line(parser.line(), "a document type is not read, since it may say what other text stands for");
    });
  }
  static int XMLCALL unknown_encoding(void* data, const XML_Char* name, XML_Encoding* /*unused*/) {
    XmlParser& parser = self(data);
    parser.handle([&] { parser.encoding_ = name; });
    return XML_STATUS_ERROR;
  }

  [[noreturn]] void refuse() const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    if (error == XML_ERROR_NO_MEMORY) throw std::bad_alloc{};
    if (error == XML_ERROR_UNKNOWN_ENCODING) {
      refuse_line(line(), "the encoding " + in_quotes(encoding_) +
                              " is not read, expected UTF-8, UTF-16, ISO-8859-1 or US-ASCII");
    }
    if (error == XML_ERROR_INCORRECT_ENCODING) {
      refuse_line(line(), "not GraphML: the bytes are not in the encoding that is declared");
    }
    refuse_line(line(), std::string{"not GraphML: "} + XML_ErrorString(error));
  }

  XmlEvents* events_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_{XML_ParserCreateNS(nullptr, separator)};
  std::exception_ptr thrown_;
  std::string encoding_;
};

std::size_t read_xml(std::string_view text, XmlEvents& events) {
  XmlParser parser{events};
  parser.parse(text);
  return parser.line();
}

}  // namespace behalf::internal

#endif  // BEHALF_IO_FILES_IMPL_XML_READER_IPP
