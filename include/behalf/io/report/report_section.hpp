#ifndef BEHALF_IO_REPORT_REPORT_SECTION_HPP
#define BEHALF_IO_REPORT_REPORT_SECTION_HPP

#include <behalf/io/chart/markup.hpp>

#include <functional>
#include <string>

namespace behalf {

/// A part of the page of a report. It may refer to the diagnosis that the page is about.
struct ReportSection {
  std::string id{};        ///< Unique on the page; where its link leads.
  std::string contents{};  ///< As the contents at the top of the page call it.
  std::string heading{};
  std::function<void(Markup&)> write{};
};

}  // namespace behalf

#endif  // BEHALF_IO_REPORT_REPORT_SECTION_HPP
