// rejects: RowNumber|constraint
#include <behalf/io/rows.hpp>

#ifdef BEHALF_ACCEPT
using Number = double;
#else
using Number = long double;
#endif

void keep(behalf::RowFile<Number>& file, const behalf::ScalingRow<Number>& row) { file(row); }
