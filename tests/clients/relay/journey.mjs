// A dashboard built on Relay's runtime: a list, its next page, one node, an error. Writes what it came to as JSON.
import runtime from "relay-runtime";
import listQuery from "./__generated__/documentsListQuery.graphql.js";
import listPage from "./__generated__/documentsListPaginationQuery.graphql.js";
import listFragment from "./__generated__/documentsList_query.graphql.js";
import recipientFragment from "./__generated__/documentsRecipient_recipient.graphql.js";
import recipientRefetch from "./__generated__/documentsRecipientRefetchQuery.graphql.js";
import nodeQuery from "./__generated__/documentsNodeQuery.graphql.js";

const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSelector } = runtime;
const [url, token] = process.argv.slice(2);
const codes = [];

const send = async ({ text }, variables) => {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json",
      "Content-Type": "application/json",
      Authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query: text, variables }),
  });
  const answer = await response.json();
  codes.push(...(answer.errors ?? []).map((error) => error.extensions.code));
  return answer;
};
const environment = new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });

const ask = async (query, variables) => {
  const operation = createOperationDescriptor(query, variables);
  environment.retain(operation);
  await fetchQuery(environment, query, variables).toPromise();
  return environment.lookup(operation.fragment).data;
};
const read = (fragment, reference) => environment.lookup(getSelector(fragment, reference)).data;

const variables = { count: 2, cursor: null, filter: { foreign: true } };
const root = await ask(listQuery, variables);
const first = read(listFragment, root).transfers;
await ask(listPage, { ...variables, cursor: first.pageInfo.endCursor });
const merged = read(listFragment, root).transfers;
const recipient = first.edges[0].node.recipient;
const before = read(recipientFragment, recipient);
const refetched = await ask(recipientRefetch, { id: recipient.__id, count: 2, cursor: null });
const after = read(recipientFragment, refetched.node);
const one = await ask(nodeQuery, { id: first.edges[0].node.id });
const failed = await ask(nodeQuery, { id: "nonsense" });

console.log(
  JSON.stringify({
    first: first.edges.map((edge) => edge.node.code),
    merged: merged.edges.map((edge) => edge.node.code),
    recipient: [before.code, after.code],
    one: one.node,
    failed: failed.node,
    codes,
  }),
);
