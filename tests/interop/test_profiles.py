"""The life of an enrollment profile through Microsoft's own client: nothing in it knows that this is not Graph."""

import asyncio
import uuid

import pytest
from conftest import client
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from msgraph_beta.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph_beta.generated.models.all_licensed_users_assignment_target import AllLicensedUsersAssignmentTarget
from msgraph_beta.generated.models.apple_enrollment_profile_assignment import AppleEnrollmentProfileAssignment as Assignment
from msgraph_beta.generated.models.apple_owner_type_enrollment_type import AppleOwnerTypeEnrollmentType as Pair
from msgraph_beta.generated.models.apple_user_initiated_enrollment_profile import AppleUserInitiatedEnrollmentProfile as Profile
from msgraph_beta.generated.models.apple_user_initiated_enrollment_type import AppleUserInitiatedEnrollmentType as Type
from msgraph_beta.generated.models.device_platform_type import DevicePlatformType
from msgraph_beta.generated.models.group_assignment_target import GroupAssignmentTarget
from msgraph_beta.generated.models.managed_device_owner_type import ManagedDeviceOwnerType as Owner
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError
from msgraph_beta.generated.device_management.apple_user_initiated_enrollment_profiles.apple_user_initiated_enrollment_profiles_request_builder import (
    AppleUserInitiatedEnrollmentProfilesRequestBuilder as ProfilesBuilder,
)
from msgraph_beta.generated.device_management.apple_user_initiated_enrollment_profiles.item.set_priority.set_priority_post_request_body import (
    SetPriorityPostRequestBody,
)
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem

pytestmark = pytest.mark.anyio


def web_profile(name: str) -> Profile:
    return Profile(
        display_name=name,
        description="Made by Microsoft's client",
        platform=DevicePlatformType.IOS,
        priority=0,
        default_enrollment_type=Type.WebDeviceEnrollment,
        available_enrollment_type_options=[Pair(owner_type=Owner.Personal, enrollment_type=Type.WebDeviceEnrollment)],
    )


def unique(name: str) -> str:
    return f"{name} {uuid.uuid4().hex[:8]}"


def profiles(graph):
    return graph.device_management.apple_user_initiated_enrollment_profiles


async def group_id(graph, name: str) -> str:
    question = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(filter=f"displayName eq '{name}'")
    found = (await graph.groups.get(RequestConfiguration(query_parameters=question))).value
    assert [group.display_name for group in found] == [name]
    return found[0].id


async def listed(graph) -> list[Profile]:
    return (await profiles(graph).get()).value


async def test_the_sample_profiles_are_listed_in_order(graph):
    found = await listed(graph)
    assert len(found) >= 6
    assert [profile.priority for profile in found] == list(range(len(found)))
    kinds = {profile.default_enrollment_type for profile in found}
    assert {Type.Device, Type.User, Type.AccountDrivenUserEnrollment, Type.WebDeviceEnrollment} <= kinds


async def test_a_profile_is_created_read_changed_moved_and_deleted(graph):
    created = await profiles(graph).post(web_profile(unique("Life")))
    item = profiles(graph).by_apple_user_initiated_enrollment_profile_id(created.id)
    assert created.priority == 0
    assert created.created_date_time is not None

    read = await item.get()
    assert (read.display_name, read.default_enrollment_type) == (created.display_name, Type.WebDeviceEnrollment)
    assert (read.available_enrollment_type_options[0].owner_type, read.platform) == (Owner.Personal, DevicePlatformType.IOS)

    renamed = await item.patch(Profile(display_name=f"{created.display_name} renamed"))
    assert renamed.display_name.endswith("renamed")
    assert renamed.description == "Made by Microsoft's client"

    await item.set_priority.post(SetPriorityPostRequestBody(priority=2))
    assert (await listed(graph))[2].id == created.id

    await item.delete()
    with pytest.raises(ODataError) as gone:
        await item.get()
    assert gone.value.response_status_code == 404
    assert gone.value.error.code == "ResourceNotFound"


async def test_a_group_and_all_users_are_assigned_and_taken_away(graph):
    created = await profiles(graph).post(web_profile(unique("Assign")))
    item = profiles(graph).by_apple_user_initiated_enrollment_profile_id(created.id)
    sales = await group_id(graph, "Sales")

    first = await item.assignments.post(Assignment(target=GroupAssignmentTarget(group_id=sales)))
    await item.assignments.post(Assignment(target=AllLicensedUsersAssignmentTarget()))
    again = await item.assignments.post(Assignment(target=GroupAssignmentTarget(group_id=sales)))
    assert again.id == first.id

    targets = [assignment.target for assignment in (await item.assignments.get()).value]
    assert [type(target).__name__ for target in targets] == ["GroupAssignmentTarget", "AllLicensedUsersAssignmentTarget"]
    assert targets[0].group_id == sales

    question = ProfilesBuilder.AppleUserInitiatedEnrollmentProfilesRequestBuilderGetQueryParameters(expand=["assignments"])
    expanded = (await profiles(graph).get(RequestConfiguration(query_parameters=question))).value
    assert len(next(profile for profile in expanded if profile.id == created.id).assignments) == 2

    await item.assignments.by_apple_enrollment_profile_assignment_id(first.id).delete()
    assert len((await item.assignments.get()).value) == 1
    await item.delete()


async def test_a_device_group_is_refused_with_its_reason(graph):
    created = await profiles(graph).post(web_profile(unique("Refuse")))
    item = profiles(graph).by_apple_user_initiated_enrollment_profile_id(created.id)
    devices = await group_id(graph, "Field iPads")
    with pytest.raises(ODataError) as refused:
        await item.assignments.post(Assignment(target=GroupAssignmentTarget(group_id=devices)))
    error = refused.value.error
    assert refused.value.response_status_code == 400
    assert error.code == "BadRequest"
    assert [(detail.code, detail.target) for detail in error.details] == [("device_group", "/target/groupId")]
    assert error.inner_error.request_id
    await item.delete()


async def test_a_name_is_taken_whatever_the_case(graph):
    name = unique("Taken")
    created = await profiles(graph).post(web_profile(name))
    with pytest.raises(ODataError) as refused:
        await profiles(graph).post(web_profile(name.upper()))
    assert refused.value.response_status_code == 409
    assert [detail.code for detail in refused.value.error.details] == ["name_taken"]
    await profiles(graph).by_apple_user_initiated_enrollment_profile_id(created.id).delete()


async def test_people_are_searched_and_counted_and_pages_are_followed(graph):
    question = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(search='"displayName:field"', count=True)
    configuration = RequestConfiguration(query_parameters=question)
    configuration.headers.add("ConsistencyLevel", "eventual")
    found = await graph.groups.get(configuration)
    assert found.odata_count == len(found.value) > 0

    page = await graph.groups.get(RequestConfiguration(query_parameters=GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(top=5)))
    seen = [group.id for group in page.value]
    for _ in range(100):
        if page.odata_next_link is None:
            break
        page = await graph.groups.with_url(page.odata_next_link).get()
        seen += [group.id for group in page.value]
    assert len(seen) == len(set(seen)) > 5


async def test_a_batch_answers_each_of_its_requests(graph):
    adapter = graph.request_adapter
    def get(path: str) -> BatchRequestItem:
        request = RequestInformation()
        request.http_method = Method.GET
        request.url = f"{adapter.base_url}{path}"
        return BatchRequestItem(request_information=request)

    items = [get("/organization"), get("/deviceManagement/appleUserInitiatedEnrollmentProfiles?$top=1"), get("/nowhere")]
    content = BatchRequestContent({item.id: item for item in items})
    answer = await BatchRequestBuilder(adapter).post(content)
    assert [answer.get_response_by_id(item.id).status for item in items] == [200, 200, 404]


async def test_a_token_that_may_only_read_is_refused_when_it_writes(server):
    graph = client(server, server.token("read"))
    assert await listed(graph)
    with pytest.raises(ODataError) as refused:
        await profiles(graph).post(web_profile(unique("Reader")))
    assert (refused.value.response_status_code, refused.value.error.code) == (403, "Forbidden")


async def test_many_clients_at_once_leave_a_dense_order(graph):
    created = await asyncio.gather(*(profiles(graph).post(web_profile(unique(f"Crowd {number}"))) for number in range(8)))
    found = await listed(graph)
    assert [profile.priority for profile in found] == list(range(len(found)))
    assert {profile.id for profile in created} <= {profile.id for profile in found}
    for profile in created:
        await profiles(graph).by_apple_user_initiated_enrollment_profile_id(profile.id).delete()
