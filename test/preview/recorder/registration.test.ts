import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { registrationOf } from "../../../preview/recorder/registration";

const request = () =>
  new RegisterResourceRequest()
    .setObject(Struct.fromJavaScript({ a: 1, b: 2 }))
    .setDependenciesList(["urn:pulumi:dev::p::t:t:T::first"]);

describe("what the properties of a request come from", () => {
  const read = { directory: "." };
  it("is everything that the resource depends on, where the request does not say", () => {
    const all = ["urn:pulumi:dev::p::t:t:T::first"];
    expect(registrationOf(request(), read).propertyDependencies).toEqual({ a: all, b: all });
  });

  it("is what the request says, and nothing for a remote component that says nothing", () => {
    const told = request();
    told.getPropertydependenciesMap().set("a", new RegisterResourceRequest.PropertyDependencies().setUrnsList([]));
    expect(registrationOf(told, read).propertyDependencies).toEqual({ a: [] });
    expect(registrationOf(request().setRemote(true), read).propertyDependencies).toEqual({});
  });
});
