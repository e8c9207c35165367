#ifndef BEHALF_ENGINE_PETSC_ROUTES_HPP
#define BEHALF_ENGINE_PETSC_ROUTES_HPP

#include <behalf/engine/petsc/edges.hpp>
#include <behalf/solve/matrix.hpp>
#include <behalf/solve/scalar.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace behalf::internal {

/// Where mandates go: what each agent gets, keeps and passes on, whom principals reach, and whether every mandate is carried
/// out in the end. One number for each own agent, and for each principal where said so.
struct PetscRoutes {
  std::vector<double> in_share;   ///< The sum of an agent's in-shares.
  std::vector<double> out_share;  ///< The sum of what it gives out.
  std::vector<double> keep;       ///< k of what reaches an agent it carries out itself.
  std::vector<double>
      passes;  ///< (1 − k) / out-share; 0 where it passes on nothing or what it passes on never settles.
  std::vector<double> own_part;  ///< k, or 0 where nothing ever comes of what is passed on.
  std::vector<bool> is_reached;  ///< Whether a principal reaches the agent over positive shares.
  std::vector<double>
      principal_passes;              ///< Of each principal: 1 / out-share; 0 where it delegates nothing or is exposed.
  std::optional<std::string> fault;  ///< A mandate that ends nowhere, and where.

  explicit PetscRoutes(const PetscEdges& edges) {
    share_out(edges);
    const auto anybody = [](std::size_t) { return true; };
    const std::vector<double> by_all = spread(edges, anybody, anybody);
    is_reached = edges.ranks().made([&] {
      std::vector<bool> result(by_all.size());
      for (std::size_t v = 0; v < by_all.size(); ++v) result[v] = by_all[v] < nobody;
      return result;
    });
    const std::vector<double> whose = spread(
        edges, [&](std::size_t i) { return principal_passes[i] > 0; }, [&](std::size_t v) { return keep[v] < 1; });
    find_fault(edges, whose, settled(edges));
  }

  [[nodiscard]] std::size_t bytes() const {
    const std::size_t numbers = in_share.size() + out_share.size() + keep.size() + passes.size() + own_part.size();
    return (numbers + principal_passes.size()) * sizeof(double) + is_reached.size() / 8;
  }

private:
  static constexpr double nobody = std::numeric_limits<double>::infinity();

  void share_out(const PetscEdges& edges) {
    const std::size_t n = edges.agents();
    const std::size_t p = edges.principals();
    for (auto* list : {&in_share, &out_share, &keep, &passes, &own_part}) *list = edges.ranks().numbers(n, 0);
    principal_passes = edges.ranks().numbers(p, 0);
    std::vector<double> ghosts = edges.ranks().numbers(edges.ghosts(), 0);
    std::vector<double> exposed = edges.ranks().numbers(p, 0);
    for (PetscEdges::Local v = 0; v < edges.agents(); ++v) {
      for (auto e = edges.begin(v); e < edges.end(v); ++e) {
        const auto u = edges.source(e);
        in_share[v] += edges.share(e);
        double& out = edges.is_own(u)         ? out_share[u]
                      : edges.is_principal(u) ? principal_passes[edges.principal(u)]
                                              : ghosts[u - edges.agents()];
        out += edges.share(e);
      }
    }
    edges.bring_back(1, ghosts.data(), out_share.data());
    edges.ranks().sum_all(principal_passes.data(), p);
    for (const auto& exposure : edges.part().exposures) {
      if (exposure.party < p) exposed[exposure.party] = 1;
    }
    edges.ranks().largest_all(exposed.data(), p);
    for (std::size_t i = 0; i < p; ++i) {
      const bool delegates = principal_passes[i] > 0 && exposed[i] == 0;
      principal_passes[i] = delegates ? 1 / principal_passes[i] : 0;
    }
    for (std::size_t v = 0; v < n; ++v) {
      const std::optional<double> said = edges.part().keep.empty() ? std::nullopt : edges.part().keep[v];
      keep[v] = said ? *said : out_share[v] > 0 ? 0.0 : 1.0;
      passes[v] = out_share[v] > 0 ? (1 - keep[v]) / out_share[v] : 0;
    }
  }

  /// The first of the principals that start whose mandate comes to each agent over positive shares, when only these agents
  /// pass it on. As many rounds of messages as there are ranks on the longest of the shortest ways.
  template <class Starts, class PassesOn>
  [[nodiscard]] static std::vector<double> spread(const PetscEdges& edges, const Starts& starts,
                                                  const PassesOn& passes_on) {
    std::vector<double> whose = edges.ranks().numbers(edges.agents(), nobody);
    std::vector<double> sent = edges.ranks().numbers(edges.agents(), nobody);
    std::vector<double> ghosts = edges.ranks().numbers(edges.ghosts(), nobody);
    for (bool changed = true; edges.ranks().any(changed);) {
      changed = false;
      bool upwards = false;  // to and fro, so that it is soon done whichever way agents are numbered
      for (bool moved = true; moved;) {
        moved = false;
        upwards = !upwards;
        for (PetscEdges::Local k = 0; k < edges.agents(); ++k) {
          const PetscEdges::Local v = upwards ? k : edges.agents() - 1 - k;
          for (auto e = edges.begin(v); e < edges.end(v); ++e) {
            const auto u = edges.source(e);
            if (!(edges.share(e) > 0)) continue;
            double from = nobody;
            if (edges.is_own(u)) {
              from = sent[u];
            } else if (!edges.is_principal(u)) {
              from = ghosts[u - edges.agents()];
            } else if (starts(edges.principal(u))) {
              from = static_cast<double>(edges.principal(u));
            }
            if (!(from < whose[v])) continue;
            whose[v] = from;
            if (passes_on(v)) sent[v] = from;
            moved = true;
          }
        }
        changed = changed || moved;
      }
      edges.fetch(1, sent.data(), ghosts.data());
    }
    return whose;
  }

  /// Whether what reaches an agent is carried out by it or by somebody it comes to, or ends in sight: where it is only passed
  /// round for ever it is not.
  [[nodiscard]] std::vector<double> settled(const PetscEdges& edges) const {
    std::vector<double> result = edges.ranks().numbers(edges.agents(), 0);
    std::vector<double> before = edges.ranks().numbers(edges.agents(), 0);
    std::vector<double> ghosts = edges.ranks().numbers(edges.ghosts(), 0);
    for (std::size_t v = 0; v < result.size(); ++v) result[v] = keep[v] > 0 || !(out_share[v] > 0) ? 1 : 0;
    for (bool changed = true; edges.ranks().any(changed);) {
      changed = false;
      before = result;
      bool upwards = true;
      for (bool moved = true; moved;) {
        moved = false;
        upwards = !upwards;
        for (PetscEdges::Local k = 0; k < edges.agents(); ++k) {
          const PetscEdges::Local v = upwards ? k : edges.agents() - 1 - k;
          if (result[v] == 0) continue;
          for (auto e = edges.begin(v); e < edges.end(v); ++e) {
            const auto u = edges.source(e);
            if (!(edges.share(e) > 0) || edges.is_principal(u)) continue;
            double& source = edges.is_own(u) ? result[u] : ghosts[u - edges.agents()];
            moved = moved || (source == 0 && edges.is_own(u));
            source = 1;
          }
        }
      }
      edges.bring_back(1, ghosts.data(), result.data(), MPI_MAX);
      changed = result != before;
    }
    return result;
  }

  void find_fault(const PetscEdges& edges, const std::vector<double>& whose, const std::vector<double>& settles) {
    double worst = nobody;
    long place = 0;
    for (std::size_t v = 0; v < whose.size(); ++v) {
      const bool ends = keep[v] < 1 && !(out_share[v] > 0);
      if ((ends || settles[v] == 0) && whose[v] < worst) {
        worst = whose[v];
        place = static_cast<long>(edges.part().first_vertex()) + static_cast<long>(v);
      }
      own_part[v] = settles[v] == 0 ? 0 : keep[v];
      if (settles[v] == 0) passes[v] = 0;
    }
    const auto [principal, where] = edges.ranks().largest_at(-worst, place);
    if (!(-principal < nobody)) return;
    const std::size_t own = static_cast<std::size_t>(where - static_cast<long>(edges.part().first_vertex()));
    const bool mine = edges.part().is_own(static_cast<std::size_t>(where));
    const double kept = edges.ranks().sum(mine && settles[own] != 0 ? keep[own] : 0);
    const bool round = edges.ranks().any(mine && settles[own] == 0);
    fault = "the mandate of " + edges.name(static_cast<long>(-principal)) +
            (round ? " is only passed round from " + edges.name(where) + " on"
                   : " ends at " + edges.name(where) + ", which keeps " + to_text(kept) +
                         " of it and passes the rest to nobody");
  }
};

}  // namespace behalf::internal

#endif  // BEHALF_ENGINE_PETSC_ROUTES_HPP
