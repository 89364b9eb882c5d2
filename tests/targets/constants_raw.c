// options: -X raw
// Constants are shown as numbers.
#define LOOK(raw, verbose) raw
#include "constants.h"
