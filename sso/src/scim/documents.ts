import { groupSchema } from "./groups.ts";
import { userSchema } from "./user.ts";

/** Most resources in one answer. */
export const mostResults = 200;
const core = "urn:ietf:params:scim:schemas:core:2.0";

/** What of SCIM is here (RFC 7643, 5); what is not is said so. */
export const serviceProviderConfig = (base: string) => ({
  schemas: [`${core}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostResults },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "OAuth 2.0 access token",
      description:
        "Client credentials with private_key_jwt; resource urn:gov:sso, scope scim; ten minutes.",
      specUri: "https://www.rfc-editor.org/rfc/rfc6750",
      primary: true,
    },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
});

const resourceType = (base: string, name: "User" | "Group", schema: string) => ({
  schemas: [`${core}:ResourceType`],
  id: name,
  name,
  endpoint: `/${name}s`,
  description: name === "User" ? "Employees of the institution" : "Roles of the institution",
  schema,
  schemaExtensions: [],
  meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
});

export const resourceTypes = (base: string) => [
  resourceType(base, "User", userSchema),
  resourceType(base, "Group", groupSchema),
];

type Traits = Partial<
  Readonly<{
    type: "string" | "boolean" | "complex" | "reference";
    multiValued: boolean;
    required: boolean;
    caseExact: boolean;
    mutability: "readOnly" | "readWrite" | "immutable";
    uniqueness: "none" | "server";
    subAttributes: readonly object[];
    referenceTypes: readonly string[];
  }>
>;

const attribute = (name: string, description: string, traits: Traits = {}) => ({
  name,
  description,
  type: "string",
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
  ...traits,
});

const valued = (name: string, description: string) =>
  attribute(name, description, {
    type: "complex",
    multiValued: true,
    subAttributes: [
      attribute("value", "The value; one is kept."),
      attribute("type", "Always what it is here.", { mutability: "readOnly" }),
      attribute("primary", "Always true.", { type: "boolean", mutability: "readOnly" }),
    ],
  });

const reference = (name: string, description: string, to: string, readOnly: boolean) =>
  attribute(name, description, {
    type: "complex",
    multiValued: true,
    mutability: readOnly ? "readOnly" : "readWrite",
    subAttributes: [
      attribute("value", "Its id.", { caseExact: true, mutability: "immutable" }),
      attribute("display", "Its name.", { mutability: "readOnly" }),
      attribute("$ref", "Its address.", {
        type: "reference",
        referenceTypes: [to],
        mutability: "readOnly",
      }),
    ],
  });

const userAttributes = [
  attribute("userName", "What the employee signs in with.", {
    required: true,
    mutability: "immutable",
    uniqueness: "server",
  }),
  attribute("displayName", "The name as it is shown, in Arabic."),
  attribute("name", "The name in Latin letters.", {
    type: "complex",
    subAttributes: [
      attribute("formatted", "The whole name."),
      attribute("givenName", "The first name."),
      attribute("familyName", "The family name."),
    ],
  }),
  valued("emails", "The address at work."),
  valued("phoneNumbers", "The mobile that the set-up link is sent to."),
  attribute("active", "False suspends the account at once.", { type: "boolean" }),
  reference("groups", "The roles that the employee has.", "Group", true),
];

const groupAttributes = [
  attribute("displayName", "The name of the role.", { mutability: "readOnly" }),
  reference(
    "members",
    "Who has the role. Privileged roles wait for a second person.",
    "User",
    false,
  ),
];

const schema = (base: string, id: string, name: string, attributes: readonly object[]) => ({
  schemas: [`${core}:Schema`],
  id,
  name,
  description: name === "User" ? "Employee" : "Role",
  attributes,
  meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
});

export const schemas = (base: string) => [
  schema(base, userSchema, "User", userAttributes),
  schema(base, groupSchema, "Group", groupAttributes),
];
