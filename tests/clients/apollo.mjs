// A dashboard built on Apollo Client: a list, its pages through the cache, one node, an error. Writes what it came to as JSON.
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

const [uri, token] = process.argv.slice(2);
const client = new ApolloClient({
  link: new HttpLink({ uri, headers: { Authorization: `Bearer ${token}` } }),
  cache: new InMemoryCache({
    possibleTypes: { LegalBasis: ["ConsentBasis", "OutsourcingBasis", "MergerBasis", "OtherLawBasis"] },
    typePolicies: { Query: { fields: { transfers: relayStylePagination(["filter", "orderBy"]) } } },
  }),
});

const LIST = gql`
  query Transfers($first: Int!, $after: String, $filter: TransferFilter) {
    transfers(first: $first, after: $after, filter: $filter) {
      edges { cursor node { id code recipient { id code } bases { kind } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const ONE = gql`
  query One($id: ID!) {
    node(id: $id) { id ... on Transfer { code verdict } }
  }
`;

const codes = (data) => data.transfers.edges.map((edge) => edge.node.code);
const variables = { first: 2, filter: { foreign: true } };
const first = await client.query({ query: LIST, variables });
const list = client.watchQuery({ query: LIST, variables });
list.subscribe(() => {});
const more = await list.fetchMore({ variables: { after: first.data.transfers.pageInfo.endCursor } });
const merged = client.readQuery({ query: LIST, variables });
const id = first.data.transfers.edges[0].node.id;
const one = await client.query({ query: ONE, variables: { id } });

const failing = async (query, variables) => {
  try {
    await client.query({ query, variables, fetchPolicy: "no-cache" });
    return "answered";
  } catch (error) {
    return CombinedGraphQLErrors.is(error) ? error.errors[0].extensions.code : `${error}`;
  }
};

console.log(
  JSON.stringify({
    first: codes(first.data),
    more: codes(more.data),
    merged: codes(merged),
    one: one.data.node,
    badCursor: await failing(LIST, { ...variables, after: "nonsense" }),
    badDocument: await failing(gql`{ nothing }`),
    badVariable: await failing(ONE, {}),
  }),
);
client.stop();
