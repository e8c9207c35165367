#ifndef BEHALF_NETWORK_VALIDATION_HPP
#define BEHALF_NETWORK_VALIDATION_HPP

#include <behalf/information/error_model.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/network/delegation_network.hpp>
#include <behalf/network/id.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace behalf {

/// Validators of one component whose errors are correlated.
template <class Scalar = double>
struct ValidationClass {
  std::vector<std::string> names{};    ///< What the class is called; empty for a validator without a class.
  std::vector<std::size_t> members{};  ///< Places in `ValidationComponent::members`.
  Scalar correlation = Scalar(0);      ///< Of the errors of any two of them.
};

/// What a group of validators is worth under each model of their errors. Which of them holds cannot be told from rates and
/// correlations: what they have in common is known, where they differ is not.
template <class Scalar = double>
struct ValidationAccuracy {
  JuryAccuracy<Scalar> independent;
  JuryAccuracy<Scalar> common_shock;
  JuryAccuracy<Scalar> beta_binomial;
};

/// The worth of a jury by `jury_accuracy` under each model.
template <class Scalar = double>
[[nodiscard]] ValidationAccuracy<Scalar> validation_accuracy(const std::vector<JuryClass<Scalar>>& jury) {
  return {.independent = jury_accuracy(jury, ErrorModel::independent),
          .common_shock = jury_accuracy(jury, ErrorModel::common_shock),
          .beta_binomial = jury_accuracy(jury, ErrorModel::beta_binomial)};
}

/// Two or more validators each of whom is checked, through however many others, by each of the others.
template <class Scalar = double>
struct ValidationComponent {
  std::vector<PartyId>
      members{};                 ///< Principals, then agents, then affected parties, each in the order of the network.
  Vector<Scalar> error_rates{};  ///< Of each member: the mean over its checks of other members.
  std::vector<ValidationClass<Scalar>> classes{};  ///< By their first members. Different classes err independently.
  /// Whether evidence from outside the circle reaches it. If not it is a *mutual validation trap*: the more members
  /// approve of each other the more they agree, and no more are they right.
  bool grounded = false;
  Scalar effective_number{};  ///< How many independent validators the members are worth: claimed, see `supported`.
  ValidationAccuracy<Scalar> accuracy{};  ///< Claimed likewise.

  /// The members as a jury.
  [[nodiscard]] std::vector<JuryClass<Scalar>> jury() const {
    std::vector<JuryClass<Scalar>> result;
    for (const ValidationClass<Scalar>& one : classes) {
      JuryClass<Scalar> part{.error_rates = Vector<Scalar>(static_cast<Eigen::Index>(one.members.size())),
                             .correlation = one.correlation};
      for (std::size_t i = 0; i < one.members.size(); ++i) {
        part.error_rates(static_cast<Eigen::Index>(i)) = error_rates(static_cast<Eigen::Index>(one.members[i]));
      }
      result.push_back(std::move(part));
    }
    return result;
  }
};

namespace internal {

/// Lets only oversight through.
template <class Graph>
struct IsOversight {
  const Graph* graph = nullptr;
  template <class Edge>
  [[nodiscard]] bool operator()(const Edge& edge) const {
    return (*graph)[edge].kind == EdgeKind::oversight;
  }
};

/// Principals, then agents, then affected parties.
[[nodiscard]] inline bool comes_before(PartyId a, PartyId b) {
  return std::tuple{a.kind(), a.index()} < std::tuple{b.kind(), b.index()};
}

/// Who checks whom: the circles of mutual checks, and who is reached by evidence.
template <class Scalar>
class OversightStructure {
public:
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  explicit OversightStructure(const DelegationNetwork<Scalar>& network);

  /// Components of two or more, each its vertices; in the order of their first members, as the members are.
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& components() const noexcept { return components_; }
  /// The component of each vertex; `nowhere` for who is in no circle.
  [[nodiscard]] const std::vector<std::size_t>& component_of() const noexcept { return component_of_; }
  [[nodiscard]] bool grounded(std::size_t component) const { return grounded_[component]; }
  /// Who has evidence of their own: principals and sources of independent checks, in order.
  [[nodiscard]] const std::vector<PartyId>& sources() const noexcept { return sources_; }

  /// Calls `meet(v)` once for each vertex that is a start or checked by one met before, and goes on from those for which
  /// it returns true.
  template <class Meet>
  void walk(std::vector<std::size_t> open, const Meet& meet) const {
    while (!open.empty()) {
      const std::size_t v = open.back();
      open.pop_back();
      if (!meet(v)) continue;
      for (const auto& edge : boost::make_iterator_range(boost::out_edges(v, *graph_))) {
        if ((*graph_)[edge].kind == EdgeKind::oversight) open.push_back(boost::target(edge, *graph_));
      }
    }
  }
  [[nodiscard]] std::vector<bool> reached_from(const std::vector<std::size_t>& starts) const;

private:
  using Graph = typename DelegationNetwork<Scalar>::Graph;

  void find_components();

  const Graph* graph_;
  std::vector<std::vector<std::size_t>> components_;
  std::vector<std::size_t> component_of_;
  std::vector<bool> grounded_;
  std::vector<PartyId> sources_;
};

template <class Scalar>
OversightStructure<Scalar>::OversightStructure(const DelegationNetwork<Scalar>& network) : graph_{&network.graph()} {
  find_components();
  std::vector<std::size_t> sources;
  for (std::size_t v = 0; v < boost::num_vertices(*graph_); ++v) {
    if ((*graph_)[v].party.kind() == PartyKind::principal) sources.push_back(v);
  }
  for (const auto& check : network.oversight()) {
    if (check.terms.independent) sources.push_back(network.vertex(check.from));
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  const std::vector<bool> reached = reached_from(sources);
  for (const auto& one : components_) grounded_.push_back(reached[one.front()]);
  for (const std::size_t v : sources) sources_.push_back((*graph_)[v].party);
  std::sort(sources_.begin(), sources_.end(), comes_before);
}

template <class Scalar>
auto OversightStructure<Scalar>::reached_from(const std::vector<std::size_t>& starts) const -> std::vector<bool> {
  std::vector<bool> reached(boost::num_vertices(*graph_), false);
  walk(starts, [&](std::size_t v) {
    const bool fresh = !reached[v];
    reached[v] = true;
    return fresh;
  });
  return reached;
}

template <class Scalar>
void OversightStructure<Scalar>::find_components() {
  const IsOversight<Graph> is_oversight{graph_};
  const boost::filtered_graph<Graph, IsOversight<Graph>> oversight{*graph_, is_oversight};
  std::vector<std::size_t> component(boost::num_vertices(*graph_));
  const std::size_t count = boost::strong_components(
      oversight, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, oversight)));
  std::vector<std::vector<std::size_t>> parts(count);
  for (std::size_t v = 0; v < component.size(); ++v) parts[component[v]].push_back(v);
  const auto before = [&](std::size_t a, std::size_t b) {
    return comes_before((*graph_)[a].party, (*graph_)[b].party);
  };
  for (auto& part : parts) {
    if (part.size() < 2) continue;
    std::sort(part.begin(), part.end(), before);
    components_.push_back(std::move(part));
  }
  std::sort(components_.begin(), components_.end(),
            [&](const auto& a, const auto& b) { return before(a.front(), b.front()); });
  component_of_.assign(component.size(), nowhere);
  for (std::size_t c = 0; c < components_.size(); ++c) {
    for (const std::size_t v : components_[c]) component_of_[v] = c;
  }
}

/// Which members of a component err together: those that have the name of a class in common, directly or through others.
template <class Scalar>
class ClassesByName {
public:
  explicit ClassesByName(std::size_t members);
  void enter(std::size_t member, const std::string& name, const Scalar& correlation);
  [[nodiscard]] std::vector<ValidationClass<Scalar>> classes();

private:
  [[nodiscard]] std::size_t first(std::size_t i);
  std::vector<std::size_t> first_;
  std::map<std::string, std::pair<std::size_t, Scalar>> names_;
};

template <class Scalar>
ClassesByName<Scalar>::ClassesByName(std::size_t members) : first_(members) {
  for (std::size_t i = 0; i < members; ++i) first_[i] = i;
}

template <class Scalar>
void ClassesByName<Scalar>::enter(std::size_t member, const std::string& name, const Scalar& correlation) {
  if (name.empty()) return;
  const auto [place, is_new] = names_.try_emplace(name, member, correlation);
  const std::size_t a = first(member), b = first(place->second.first);
  first_[std::max(a, b)] = std::min(a, b);
}

template <class Scalar>
auto ClassesByName<Scalar>::classes() -> std::vector<ValidationClass<Scalar>> {
  std::vector<ValidationClass<Scalar>> result;
  std::vector<std::size_t> place(first_.size());
  for (std::size_t i = 0; i < first_.size(); ++i) {
    if (first(i) == i) {
      place[i] = result.size();
      result.emplace_back();
    }
    result[place[first(i)]].members.push_back(i);
  }
  for (const auto& [name, entry] : names_) {
    ValidationClass<Scalar>& one = result[place[first(entry.first)]];
    one.names.push_back(name);
    if (entry.second > one.correlation) one.correlation = entry.second;
  }
  return result;
}

template <class Scalar>
std::size_t ClassesByName<Scalar>::first(std::size_t i) {
  while (first_[i] != i) i = first_[i] = first_[first_[i]];
  return i;
}

}  // namespace internal

/// The circles of mutual validation: strongly connected components of two or more parties in the oversight of a network,
/// ordered by their first members.
///
/// A component is grounded iff oversight leads to a member from a principal or from an independent source, a party with a
/// check marked `independent` (a member may be one itself). Only checks of other members of the component count for what a
/// member is worth: its error rate is their mean and its class is theirs. A member whose checks are of several classes
/// joins them to one, at the largest of their correlations: that errs on the side of erring together. The effective number
/// is n / (1 + (n − 1)ρ) at the mean correlation ρ of all pairs. Linear in the network, O(n²) in the members of a
/// component. Throws nothing that the making of the network would not have thrown.
template <class Scalar>
[[nodiscard]] std::vector<ValidationComponent<Scalar>> validation(const DelegationNetwork<Scalar>& network) {
  const internal::OversightStructure<Scalar> structure{network};
  std::vector<ValidationComponent<Scalar>> result(structure.components().size());
  std::vector<std::size_t> place(boost::num_vertices(network.graph()));
  std::vector<internal::ClassesByName<Scalar>> classes;
  std::vector<Vector<Scalar>> checks;
  for (std::size_t c = 0; c < result.size(); ++c) {
    const std::vector<std::size_t>& vertices = structure.components()[c];
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      place[vertices[i]] = i;
      result[c].members.push_back(network.graph()[vertices[i]].party);
    }
    result[c].grounded = structure.grounded(c);
    result[c].error_rates = Vector<Scalar>::Zero(static_cast<Eigen::Index>(vertices.size()));
    checks.push_back(result[c].error_rates);
    classes.emplace_back(vertices.size());
  }
  for (const auto& check : network.oversight()) {
    const std::size_t from = network.vertex(check.from), c = structure.component_of()[from];
    if (c == structure.nowhere || structure.component_of()[network.vertex(check.to)] != c) continue;
    const Eigen::Index i = static_cast<Eigen::Index>(place[from]);
    result[c].error_rates(i) += check.terms.error_rate;
    checks[c](i) += Scalar(1);
    classes[c].enter(place[from], check.terms.error_class, check.terms.correlation);
  }
  for (std::size_t c = 0; c < result.size(); ++c) {
    result[c].error_rates.array() /= checks[c].array();
    result[c].classes = classes[c].classes();
    const std::vector<JuryClass<Scalar>> jury = result[c].jury();
    result[c].effective_number = effective_number(jury);
    result[c].accuracy = validation_accuracy(jury);
  }
  return result;
}

}  // namespace behalf

#endif  // BEHALF_NETWORK_VALIDATION_HPP
