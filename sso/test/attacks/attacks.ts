/**
 * What the sign-in is attacked with, and the test that shows what comes of it, by file. A test
 * beside this file proves that each is there and that each test of an attack has its line.
 */
export const attacks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "attacks/guessing.test.ts": {
    "Spraying: one password at many accounts":
      "one address that tries many accounts is stopped, at whichever process",
    "Stuffing from many addresses; locking the owner out":
      "one account tried from many addresses is guarded, and its owner gets in",
    "Racing the counters from several connections":
      "a hundred guesses at once, half at each process, count as a hundred",
    "Hopping through the addresses of one IPv6 network":
      "all the addresses of one IPv6 network count as one",
    "Made-up X-Forwarded-For": "an address that the sender makes up is not believed",
    "Nonsense in X-Forwarded-For": "what cannot be an address does not break the sign-in",
    "Resetting counters with an account of one's own":
      "a right password gives back its own try and no other",
  },
  "attacks/sms-codes.test.ts": {
    "Guessing a code; asking for code after code":
      "guessing the SMS code ends after five tries, and new codes are bounded",
    "Racing the count of a code's tries": "a hundred guesses of a code at once count as a hundred",
    "Guessing through many sign-ins": "guessing codes in one sign-in after another ends too",
    "A code relayed into another sign-in":
      "a code opens the sign-in that it was sent for and no other",
    "Flooding a phone": "a phone rings a bounded number of times, for however many accounts",
    "Flooding the phones of strangers":
      "nobody gets a phone to ring without the password of its account",
  },
  "attacks/enumeration.test.ts": {
    "Finding out who has an account":
      "nobody learns from the sign-in whether a citizen has an account",
    "Finding out who is an employee":
      "nobody learns from the sign-in whether an employee has an account",
    "Finding out by being stopped": "those who are stopped for guessing learn no more",
    "Finding out by overloading": "a busy service says so to everyone",
    "Finding out which clients exist":
      "a client that nobody registered gets the same answer as one with a wrong secret",
  },
  "attacks/overload.test.ts": {
    "Exhausting memory and processors by password hashing":
      "more passwords than can be hashed are refused for now, in bounded memory",
    "Oversized bodies": "a body that is too large is refused before it is read, at every address",
    "Oversized bodies in chunks": "a body that grows too large without saying so is refused",
    "Oversized headers": "headers that are too large are refused, at every address",
  },
  "attacks/redemption.test.ts": {
    "A stolen code":
      "a code is of no use to another client, at another address or with another verifier",
    "Code injection": "somebody else's code put into a sign-in of one's own is refused",
    "Mix-up of issuers":
      "an answer names who gave it, so that it cannot be mixed up with another issuer's",
    "A stolen token without its DPoP key":
      "a stolen token that is bound to a key opens nothing without that key",
    "A bound token passed off as a bearer's":
      "a machine's token that is bound to a key is not taken as a bearer's",
    "Unsigned proofs; algorithm confusion":
      "a proof of a client that is unsigned, or signed with a secret, proves nothing",
    "A proof lured from a client, replayed under its host":
      "a proof meant for another issuer is refused, whatever host the request names",
    "More scopes than registered": "a client asks for no more than it is registered for",
  },
  "attacks/redirects.test.ts": {
    "Open redirect at the authorization":
      "a redirect address that is not registered, to the letter, is not gone to",
    "PKCE downgrade": "a request without PKCE, or with less than S256, is refused",
    "Tokens in fragments; response type downgrade":
      "no token and no code is given in an address's fragment or to another response type",
    "Parameter pollution": "a parameter that comes twice is refused, whichever value is meant",
    "Open redirect at the sign-out": "signing out leads nowhere but to a registered address",
    "Open redirect by our own pages":
      "the address of the language link and of the way back stay with us",
    "Host header poisoning": "a Host header of the sender's choice appears in no address of ours",
  },
  "attacks/sessions.test.ts": {
    "Session fixation": "a session that was planted before a sign-in is not signed in by it",
    "Forged sessions": "a session's cookie that was forged or changed opens nothing",
    "Expired sessions": "a session that ended opens nothing, whatever its cookie says",
    "Foreign and expired sign-ins":
      "a sign-in under way that ended, or that began in another browser, is answered with 410",
    "Cross-site request forgery":
      "a form posted without our token, or from another site, changes nothing",
    "Forced sign-out": "another site cannot sign a person out",
    "Clickjacking; caching of pages": "no page of ours can be shown inside another's",
    "Stealing cookies by script or in the clear":
      "cookies are kept from script and other sites, and from the clear where there is TLS",
    "Reading who somebody is from a cookie":
      "a browser that signed in before is known by no more than a sealed cookie",
  },
  "attacks/hostile-text.test.ts": {
    "Cross-site scripting by names": "markup in names is text on every page",
    "Cross-site scripting by parameters":
      "markup in a request's parameters is text on the error page",
    "SQL injection and nonsense in the protocol's fields":
      "SQL and nonsense in any field of the protocol does no harm",
  },
  "attacks/authority.test.ts": {
    "Crossing between citizens and staff":
      "a citizen cannot sign in at a staff service, nor staff at a citizen's",
    "Going on after a suspension": "a suspended person keeps no session and gets no token",
    "Tokens of others, unsigned or changed, at the admin API":
      "the administration takes a token for itself, with the scope, and no other",
    "Covering tracks": "the audit can be added to and never changed",
  },
  "auth-limit.test.ts": {
    "Filling the service with sign-ins that nobody goes on with":
      "an address that begins too many is told when to come back, in both languages",
    "Beginning them at another process": "processes count together",
  },
  "machine-tokens.test.ts": {
    "Replaying a client's proof":
      "a proof of a key works once, also when it arrives twenty times at once",
    "A client without the key it registered":
      "a client registered for it gets tokens bound to its key, and none without proof",
    "Reading secrets from a stolen database": "secrets and keys are unreadable in the database",
    "Private keys in the published set": "keys are published without their private part",
  },
  "own-session.test.ts": {
    "A forged address to come back to": "only an address that we sealed is come back to",
    "Registering under the name of our own pages":
      "nobody may register a client with the id of our own pages",
  },
  "hostile-input.test.ts": {
    "Nonsense in every form and endpoint of ours":
      "nothing hostile sent to any form or endpoint breaks it or is given back",
  },
  "drill/rotation-drill.test.ts": {
    "Forcing clients out by turning keys":
      "while the keys turn three times no sign-in fails and every token verifies",
  },
  "redemption.test.ts": {
    "Racing a code":
      "of twenty redemptions of one code at once one succeeds, and what it gave is dead",
    "Racing a refresh token":
      "of twenty uses of one refresh token at once one succeeds, and its family is dead",
    "Replaying a code":
      "a code used again later revokes the access token it gave, and is written down",
    "Replaying a refresh token":
      "a refresh token used again later revokes its family, newest included",
  },
  "dpop.test.ts": {
    "Replaying a proof of a key, at any process":
      "a proof works once, whichever process it reaches, and twenty times at once",
    "A proof for another request": "a proof for another address, method or token is refused",
    "Making up a nonce": "a nonce of one process is good in the other; an invented one is not",
  },
  "pushed-and-signed-requests.test.ts": {
    "Somebody else's pushed request":
      "a client that pushes is refused without it; a pushed request is its client's alone",
    "Forged request objects": "request objects that are not right are refused, each for itself",
  },
};
