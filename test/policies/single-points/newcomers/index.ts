import "./fleets";
import "./tasks";
import "./stores";
import "./paths";
import "./regions";
