import { type Static, Type } from "typebox";
import { requireCaller } from "../auth/caller.js";
import { Problem } from "../problem.js";
import { tellPosition } from "../readYourWrites.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import { Users } from "../storage/users.js";
import type { App } from "../typedApp.js";
import { Uploads } from "../uploads/uploads.js";
import { cachedProfiles, cachedUsers } from "../users/cachedUsers.js";
import { type ProfileDetails, Profiles } from "../users/profiles.js";
import { Bio, ById, ByIdOrMe, Location, signedIn } from "./schemas.js";

const tags = ["users"];

const Details = Type.Object({
  bio: Type.String(),
  location: Type.String(),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
});

/** What one says about oneself; empty texts say nothing. */
const NewDetails = Type.Object(
  {
    bio: Bio,
    location: Location,
    pictureKey: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()], {
        description: "The key that the upload of a picture had; null for no picture. Left out, the picture stays.",
      }),
    ),
  },
  { additionalProperties: false, examples: [{ bio: "Mathematician.", location: "London", pictureKey: null }] },
);

/** Profiles: what a user's own page shows beside the name. `me` stands for whoever asks. */
export function addProfileRoutes(app: App, { databases, cache, blobs }: Services): void {
  const uploads = new Uploads(databases, blobs, "profiles");
  const answerFrom = answersWith(uploads);
  const users = new Users(databases);
  const cached = { users: cachedUsers({ databases, cache }), profiles: cachedProfiles({ databases, cache }) };
  const profiles = new Profiles(databases);
  const read = {
    ...{ operationId: "readProfile", summary: "Read what a user says about themselves.", tags },
    ...{ params: ById, response: { 200: Details } },
  };
  const replace = {
    ...{ operationId: "replaceProfile", summary: "Replace what one says about oneself.", tags, ...signedIn },
    ...{ params: ByIdOrMe, body: NewDetails, response: { 200: Details } },
  };

  app.get("/users/:id/profile", { schema: read }, async (request, reply) => {
    const { id } = request.params;
    if (!isId(id)) throw noUser();
    const isOwn = id === request.caller?.userId;
    const [user, details] = await Promise.all([
      isOwn ? users.find(id, request.reader) : cached.users.find(id),
      isOwn ? profiles.of(id, request.reader) : cached.profiles.find(id),
    ]);
    if (!user || !details) throw noUser();
    return reply.header("cache-control", "no-cache").send(await answerFrom(details));
  });

  app.put("/users/:id/profile", { schema: replace, config: { refuses: [403, 422] } }, async (request, reply) => {
    const { userId } = requireCaller(request);
    const { id } = request.params;
    if (id !== "me" && id !== userId) throw new Problem(403, "A profile is written by its user alone.");
    const { bio, location, pictureKey } = request.body;
    const isNew = typeof pictureKey === "string" && pictureKey !== (await profiles.now(userId)).pictureKey;
    if (isNew) await uploads.check(pictureKey, userId);
    const stored = await profiles.put(userId, { bio: bio.trim(), location: location.trim(), pictureKey });
    if (!stored) throw noUser();
    await cached.profiles.forget(userId);
    await tellPosition(request, reply, databases, userId);
    return answerFrom(stored);
  });
}

function noUser(): Problem {
  return new Problem(404, "There is no user with this id.");
}

/** Profiles as answers show them: the picture by a URL that is good for a while. */
function answersWith(uploads: Uploads): (details: ProfileDetails) => Promise<Static<typeof Details>> {
  return async ({ bio, location, pictureKey }) => ({
    ...{ bio, location },
    pictureUrl: pictureKey === null ? null : await uploads.url(pictureKey),
  });
}
