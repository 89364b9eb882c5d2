// options: -X verbose
// Constants are shown as numbers with their names.
#define LOOK(raw, verbose) verbose
#include "constants.h"
