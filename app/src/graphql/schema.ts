import { buildSchema } from "graphql";

/** What can be asked for at `/graphql`: the same things as over REST, joined as the caller likes. */
export const schema = buildSchema(`
  type Query {
    "Whoever asks; null when nobody is signed in."
    me: User
    "A user by id or by handle."
    user(id: ID, handle: String): User
    "Users, newest first."
    users(first: Int = 20, after: ID): UserPage!
    post(id: ID!): Post
    "Posts of those whom the caller follows, newest first."
    feed(first: Int = 20, after: ID): PostPage!
  }

  type Mutation {
    "A picture is one that was uploaded by REST, by the key that its upload had."
    publishPost(body: String!, pictureKey: String): Post!
    "Null for no picture; left out, the picture stays."
    replaceProfile(bio: String!, location: String!, pictureKey: String): Profile!
    "Whether there was such a post of the caller."
    deletePost(id: ID!): Boolean!
    follow(userId: ID!): Boolean!
    unfollow(userId: ID!): Boolean!
  }

  type User {
    id: ID!
    handle: String!
    displayName: String!
    createdAt: String!
    counts: Counts!
    profile: Profile!
    posts(first: Int = 20, after: ID): PostPage!
    following(first: Int = 20, after: ID): UserPage!
    followers(first: Int = 20, after: ID): UserPage!
  }

  type Profile { bio: String!  location: String!  pictureUrl: String }
  type Counts { posts: Int!  following: Int!  followers: Int! }

  type Post {
    id: ID!
    body: String!
    createdAt: String!
    "Where the picture is, for a while."
    pictureUrl: String
    "Null when the author is gone."
    author: User
  }

  type UserPage { items: [User!]!  next: ID }
  type PostPage { items: [Post!]!  next: ID }
`);
