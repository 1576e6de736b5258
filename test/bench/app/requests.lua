-- Requests for wrk, in turn: the file that is named by the one argument has them whole, each after a NUL but the first.
-- Where one has [<id>], each sending of it has an id of its own.

local requests = {}
local turn, count = 0, 0

-- Sets a global of the thread, which no local of this file may hide: ids would be those of the run before, and a request
-- sent under an id for the second time is answered from what is kept, without being made.
function setup(thread)
  thread:set("run", os.time() % 1000000)
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for request in file:read("*a"):gmatch("[^%z]+") do
    local from, to = request:find("[<id>]", 1, true)
    requests[#requests + 1] = from and { request:sub(1, from - 1), request:sub(to + 1) } or request
  end
  file:close()
end

function request()
  turn = turn % #requests + 1
  local one = requests[turn]
  if type(one) == "string" then return one end
  count = count + 1
  return string.format("%s%d-%d-%d%s", one[1], run, count, turn, one[2])
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("figures %d %d %d %d\n", summary.requests, summary.duration, errors.status, failed))
end
