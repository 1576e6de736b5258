import "./machines";
import "./platforms";
import "./data";
import "./caches-and-files";
import "./ways-in-and-out";
