// What the fields of a ledger's entries may say, where there is a choice.

export const TYPES = [
  "demand",
  "appeal",
  "offer",
  "willingness",
  "unwillingness",
  "refusal",
  "acceptance",
  "commitment",
  "no-commitment",
  "condition",
  "goal",
  "threat",
  "warning",
  "accusation",
  "denial",
  "support",
  "opposition",
];

/** Fields that name an actor. */
export const ACTORS = ["acts_for", "speaker", "holder", "by", "target"];

/** Fields with a closed list of values, by the kind of entry. */
export const CHOICES = {
  actor: { kind: ["person", "state", "organization", "armed-force", "population", "group", "bloc"] },
  statement: { kind: ["direct", "indirect", "mixed"] },
  position: {
    type: TYPES,
    polarity: ["for", "against", "withheld"],
    strength: ["firm", "plain", "weak"],
    voice: ["direct", "reported", "hedged", "narrator"],
  },
  event: {
    type: [
      "AGREE",
      "CONSULT",
      "SUPPORT",
      "CONCEDE",
      "COOPERATE",
      "AID",
      "RETREAT",
      "REQUEST",
      "ACCUSE",
      "REJECT",
      "THREATEN",
      "PROTEST",
      "SANCTION",
      "MOBILIZE",
      "COERCE",
      "ASSAULT",
    ],
    modality: ["actual", "possible", "intended", "denied"],
  },
};
